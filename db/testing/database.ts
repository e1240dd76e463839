import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'

/**
 * Vitest's set-up of a `*.db.test.ts` file: a database of its own, copied from the migrated template, named by
 * DATABASE_URL before anything of the app is imported.
 */
const templateUrl = new URL(inject('templateUrl'))
const name = `test_${randomBytes(6).toString('hex')}`
const adminUrl = new URL(templateUrl)
adminUrl.pathname = '/postgres'
const admin = postgres(adminUrl.href, { max: 1, onnotice: () => {} })
// Files start side by side, and a template can be copied only while nobody is connected to it: one at a time.
await admin`select pg_advisory_lock(5150)`
await admin.unsafe(`create database ${name} template ${templateUrl.pathname.slice(1)}`)
await admin`select pg_advisory_unlock(5150)`

const databaseUrl = new URL(templateUrl)
databaseUrl.pathname = `/${name}`
process.env['DATABASE_URL'] = databaseUrl.href

afterAll(async () => {
  const { closeSql } = await import('../client.ts')
  await closeSql()
  await admin.unsafe(`drop database ${name} with (force)`)
  await admin.end()
})
