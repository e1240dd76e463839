import { drizzle } from 'drizzle-orm/postgres-js'
import { once } from '#lib/once.ts'
import { openPool } from './pool.ts'

export { openSql, type Sql } from './pool.ts'

/** The pool of this process. Atomic writes are single statements (a dropped connection ends a transaction unseen). */
export const getSql = () => getPool().sql

/** The same pool under drizzle. */
export const getDb = () => getPool().db

const getPool = () =>
  once('database', () => {
    const sql = openPool('statusdesk_app', 10, longestStatementMs, { prepare: drizzle })
    return { sql, db: drizzle(sql) }
  })

/** People wait: none of the statements of pages, actions and look-ups takes more than a fraction of this. */
const longestStatementMs = 8_000

/** Ends the pool of this process; open queries get five seconds. */
export async function closeSql(): Promise<void> {
  await getSql().end({ timeout: 5 })
}
