import postgres from 'postgres'
import { getEnv } from '#lib/env.ts'
import { openLastingPool } from './lasting-pool.ts'

/**
 * Roles that a pool runs under, whoever logs in. The app's owns nothing and may not change the record; the sealer's
 * appends to the tree of the record and reads events. Whoever logs in must have been granted it.
 */
type Role = 'statusdesk_app' | 'statusdesk_sealer'

/** The sealer looks through all writers once; verification reads whole tables. */
const longestStatementApartMs = { statusdesk_app: 600_000, statusdesk_sealer: 60_000 } as const

/**
 * A pool of its own, for what would hold up everybody else or runs under another role. Its opener ends it. Without
 * drizzle, which takes 200 MB of the verifier's memory.
 */
export function openSql(role: Role, max: number) {
  // A statement sent ahead on a connection that copies rows is refused: each waits for a connection of its own.
  return openPool(role, max, longestStatementApartMs[role], { mostAhead: 0 })
}

interface PoolOptions {
  /** Is done to each pool before anything else, since drizzle replaces a pool's own reading of times. */
  readonly prepare?: (sql: postgres.Sql) => unknown
  /** How many statements may be sent on a connection that has one under way; 100 when not given. */
  readonly mostAhead?: number
}

/** A pool whose statements end after `limitMs`. Throws when DATABASE_URL is not set. */
export function openPool(role: Role, max: number, limitMs: number, options: PoolOptions = {}) {
  const { prepare, mostAhead = 100 } = options
  const url = getEnv().DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set.')
  return openLastingPool(() => {
    const sql = openPlainPool(url, role, max, limitMs, mostAhead)
    prepare?.(sql)
    return sql
  }, limitMs)
}

function openPlainPool(url: string, role: Role, max: number, limitMs: number, mostAhead: number) {
  const untyped = { max_pipeline: mostAhead }
  return postgres(url, {
    max,
    ...untyped,
    connect_timeout: 3,
    // Short, so that service is back within seconds of the database.
    backoff: (attempt) => Math.min(0.1 * 2 ** attempt, 1),
    onnotice: () => {},
    // Its look-up of array types is a query that nobody awaits: ended with its connection, it would end the process.
    fetch_types: false,
    keep_alive: 15,
    connection: {
      application_name: 'statusdesk',
      role,
      synchronous_commit: 'on',
      timezone: 'UTC',
      // A server that lives gives up before we do, so that it is not left working for nobody.
      statement_timeout: Math.round(limitMs * 0.9),
      // The server's default is two hours: as long would the locks of a sealer whose machine has vanished stand.
      tcp_keepalives_idle: 30,
      tcp_keepalives_interval: 10,
      tcp_keepalives_count: 3,
    },
  })
}

/** A pool of this process. */
export type Sql = ReturnType<typeof openSql>
