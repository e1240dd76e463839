import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { getEnv } from '#lib/env.ts'
import { once } from '#lib/once.ts'

/** The role that the app runs under, whoever logs in: it owns nothing and may not change the record. */
const appRole = 'statusdesk_app'
/** The sealer's: it appends to the tree of the record and reads events. Whoever logs in must have been granted it. */
type Role = typeof appRole | 'statusdesk_sealer'

/** The pool of this process. Atomic writes are single statements (a dropped connection ends a transaction unseen). */
export const getSql = () => getPool().sql

/** The same pool under drizzle. */
export const getDb = () => getPool().db

// Made together: drizzle replaces the pool's own reading of times, which must not depend on who comes first.
const getPool = () =>
  once('database', () => {
    const sql = openPool(getEnv().DATABASE_URL)
    return { sql, db: drizzle(sql) }
  })

/** A pool of its own, for what would hold up everybody else or runs under another role. Its opener ends it. */
export function openSql(role: Role, max: number) {
  return openPool(getEnv().DATABASE_URL, role, max)
}

function openPool(url: string | undefined, role: Role = appRole, max = 10) {
  if (!url) throw new Error('DATABASE_URL is not set.')
  return postgres(url, {
    max,
    connect_timeout: 3,
    // Short, so that service is back within seconds of the database.
    backoff: (attempt) => Math.min(0.1 * 2 ** attempt, 1),
    onnotice: () => {},
    // Its look-up of array types is a query that nobody awaits: ended with its connection, it would end the process.
    fetch_types: false,
    connection: { application_name: 'statusdesk', role, synchronous_commit: 'on', timezone: 'UTC' },
  })
}

/** A pool of this process. */
export type Sql = ReturnType<typeof openSql>

/** Ends the pool of this process; open queries get five seconds. */
export async function closeSql(): Promise<void> {
  await getSql().end({ timeout: 5 })
}
