import type { Sql as Pool } from 'postgres'
import { isDatabaseAway } from './away.ts'

/** The database gave no answer in time. It may still do what it was told: whole, or not at all. */
export class DatabaseSilent extends Error {
  readonly code = 'DATABASE_SILENT'

  constructor(limitMs: number) {
    super(`The database did not answer within ${limitMs} ms.`)
  }
}

/** So that a database that is away does not get a new pool with each statement. */
const shortestLifeMs = 1_000

/**
 * A pool whose statements all end. The driver has no limit of its own: a server that is frozen, or a path that
 * is gone, is waited for as long as the kernel does; a statement that is sent at the moment its connection is cut may never be
 * settled, and leaves the connection unable to greet the server again (postgres.js 3.4.9 keeps what it had not sent
 * yet). So each statement has `limitMs` until it fails as `DatabaseSilent`, and what was opened before
 * the database went away is left behind: a new pool takes over, the old one ends when what it has in hand is done.
 *
 * `open` sets a shorter limit at the server, so that one that lives answers first. `listen` has a connection of its own, which
 * waits as long as it likes.
 */
export function openLastingPool(open: () => Pool, limitMs: number): Pool {
  let current = open()
  let openedAtMs = performance.now()
  let ended = false
  const listeners = new Set<Pool>()

  const leave = (pool: Pool) => {
    if (ended || pool !== current || performance.now() - openedAtMs < shortestLifeMs) return
    current = open()
    openedAtMs = performance.now()
    void pool.end({ timeout: limitMs / 1000 })
  }

  const limited = <Made>(made: Made): Made => {
    if (!isStatement(made)) return made
    const statement = insideOf(made)
    // Called when somebody first waits for the statement; a fragment of another one never is.
    statement.handler = () => {
      const pool = current
      const { resolve, reject } = statement
      const timer = setTimeout(() => {
        // What still waits for a connection must not be done after its caller was told that it was not.
        if (statement.state === null) Object.assign(statement, { strings: ['select'], args: [] })
        else leave(pool)
        reject(new DatabaseSilent(limitMs))
      }, limitMs)
      statement.resolve = (result) => {
        clearTimeout(timer)
        resolve(result)
      }
      statement.reject = (error) => {
        clearTimeout(timer)
        if (isDatabaseAway(error)) leave(pool)
        reject(error)
      }
      insideOf(pool.unsafe('select')).handler(statement)
    }
    return made
  }

  const listen: Pool['listen'] = async (channel, onNotify, onListen) => {
    const pool = open()
    listeners.add(pool)
    try {
      return await within(limitMs, pool.listen(channel, onNotify, onListen))
    } catch (error) {
      listeners.delete(pool)
      void pool.end({ timeout: 0 })
      throw error
    }
  }

  const end: Pool['end'] = async (options) => {
    ended = true
    await Promise.all([current, ...listeners].map((pool) => pool.end(options)))
  }

  return new Proxy(current, {
    apply: (_, self, given) => limited(Reflect.apply(current, self, given)),
    get: (_, name) => {
      if (name === 'listen') return listen
      if (name === 'end') return end
      if (name === 'unsafe')
        return (...given: Parameters<Pool['unsafe']>) => limited(current.unsafe(...given))
      return Reflect.get(current, name)
    },
  })
}

async function within<Result>(limitMs: number, waiting: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseSilent(limitMs)), limitMs)
  })
  return Promise.race([waiting, silence]).finally(() => clearTimeout(timer))
}

/** What the driver keeps in a statement and does not declare. `state` is null until it was given to a connection. */
interface Inside {
  handler: (statement: Inside) => void
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
  readonly state: object | null
}

function isStatement(made: unknown): made is Promise<unknown> {
  return made instanceof Promise && 'handler' in made
}

// The driver offers no way in; its version is pinned, and the tests of this file fail when these members change.
function insideOf(statement: unknown): Inside {
  return statement as Inside
}
