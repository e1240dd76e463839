import type { Sql } from '#db/pool.ts'
import { findEventKey } from '#lib/audit/mac.ts'
import { parseCanon } from '#lib/audit/tree/inspect.ts'
import type { StoredEvent } from '#lib/audit/tree/stored-event.ts'

/** How long processes may go on under the key before, while they are started again one after the other. */
const longestChangeMs = 24 * 60 * 60_000

interface Retired {
  /** Keys are given up one after the other. */
  readonly order: number
  readonly atMs: number
  /** How late it was, by events under keys that came after it, where the verifier is. */
  reachedMs: number
}

/**
 * Keys of codes that the desk gave up. What was recorded under them counts; what stands behind events of a day later does
 * not, since a key is given up for having been stolen. Time is that of events under later keys, and the order that of the
 * tree: who has an old key can date an event of their own as they like.
 */
export class RetiredKeys {
  readonly #retired: ReadonlyMap<string, Retired>

  private constructor(retired: ReadonlyMap<string, Retired>) {
    this.#retired = retired
  }

  static async read(sql: Sql): Promise<RetiredKeys> {
    const rows = await sql<{ canon: Buffer; mac: Buffer }[]>`
      (select canon, mac from audit.event order by audit.event.id limit 100)
      union all
      (select canon, mac from audit.event where kind = 'code.key_changed' order by audit.event.id)`
    const retired = new Map<string, Retired>()
    let current: string | null = null
    for (const { canon, mac } of rows) {
      const key = findEventKey(canon, mac)
      const said = key === null ? null : parseCanon(canon)
      if (key === null || said === null) continue
      current ??= key
      // Told under the new key itself; one that was given up cannot be taken up again.
      if (said['kind'] !== 'code.key_changed' || key === current || retired.has(key)) continue
      retired.set(current, { order: retired.size, atMs: timeOf(said), reachedMs: 0 })
      current = key
    }
    return new RetiredKeys(retired)
  }

  /** What is wrong with an event that has a good code; null when nothing is. To be asked in the order of the tree. */
  inspect(event: StoredEvent): string | null {
    if (this.#retired.size === 0) return null
    const { canon, mac } = event
    const key = findEventKey(canon, mac)
    if (key === null) return null
    const own = this.#retired.get(key)
    if (own && isOver(own)) return `its code is made under the key ${key}, which was given up before`
    for (const earlier of this.#retired.values())
      if (earlier.order < (own?.order ?? Infinity) && !isOver(earlier))
        earlier.reachedMs = Math.max(earlier.reachedMs, timeOf(parseCanon(canon) ?? {}))
    return null
  }
}

function isOver({ reachedMs, atMs }: Retired): boolean {
  return reachedMs > atMs + longestChangeMs
}

function timeOf(said: Readonly<Record<string, unknown>>): number {
  return Date.parse(String(said['app_time'])) || 0
}
