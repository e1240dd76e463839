import { getSql } from '#db/client.ts'

export interface RateLimit {
  /** Tries that a window allows. */
  readonly limit: number
  readonly windowMs: number
}

export interface TakenToken {
  readonly allowed: boolean
  readonly limit: number
  /** Tries left in this window. */
  readonly remaining: number
  /** When the window ends and counting starts anew. */
  readonly resetAt: Date
}

/**
 * Takes one try out of the window of `key`. Windows start with their first try; all processes count together,
 * and parallel tries cannot slip past each other. Throws when the database cannot count.
 */
export async function takeToken(key: string, { limit, windowMs }: RateLimit): Promise<TakenToken> {
  const [row] = await getSql()<{ taken: number; resets_at_ms: number }[]>`
    select taken, extract(epoch from resets_at)::double precision * 1000 resets_at_ms
    from take_token(${key}, ${windowMs})`
  if (!row) throw new Error('take_token gave no row.')
  const remaining = Math.max(0, limit - row.taken)
  return { allowed: row.taken <= limit, limit, remaining, resetAt: new Date(row.resets_at_ms) }
}

/** Forgets what was counted under a key. */
export async function dropTokens(key: string): Promise<void> {
  await getSql()`delete from rate_limit where key = ${key}`
}

/** Gives one try back. */
export async function returnToken(key: string): Promise<void> {
  await getSql()`update rate_limit set taken = greatest(taken - 1, 0) where key = ${key}`
}
