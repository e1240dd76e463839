import type { Sql } from '#db/pool.ts'
import { fitsEvent } from '#lib/audit/mac.ts'
import { parseCanon } from '#lib/audit/tree/inspect.ts'

/** What retention says that it dropped, in events that a writer of the desk wrote. */
export interface Dropped {
  /** How many leaves from the head may be without their events, all of them recorded before `leavesBound`. */
  readonly leaves: number
  readonly leavesBound: string | null
  /** Numbers of writers that may be missing, up to the last one each. */
  readonly numbers: readonly { readonly writer: string; readonly last: string }[]
  /** What was recorded before may be missing; ISO 8601, null when nothing may. */
  readonly evidenceBefore: string | null
  readonly recordBefore: string | null
}

/**
 * Reads it anew each time, since retention may be at work. A run that says it drops what is younger than the least time
 * it is kept says nothing here: its bound was not the desk's own.
 */
export async function readDropped(sql: Sql): Promise<Dropped> {
  const rows = await sql<{ canon: Buffer; mac: Buffer }[]>`
    select canon, mac from audit.event where kind = 'retention.run' order by id`
  const runs = rows.flatMap(({ canon, mac }) => (fitsEvent(canon, mac) ? readRun(canon) : []))
  const furthest = runs
    .filter((run) => run.class === 'record')
    .reduce<Run | null>((most, run) => (run.leaves > (most?.leaves ?? 0) ? run : most), null)
  return {
    leaves: furthest?.leaves ?? 0,
    leavesBound: furthest?.bound ?? null,
    numbers: runs.flatMap((run) => run.numbers),
    evidenceBefore: latestBound(runs.filter((run) => run.class === 'evidence')),
    recordBefore: latestBound(runs.filter((run) => run.class === 'record')),
  }
}

interface Run {
  readonly class: unknown
  readonly bound: string
  readonly leaves: number
  readonly numbers: Dropped['numbers']
}

/** As RETENTION_EVIDENCE_MONTHS and RETENTION_RECORD_YEARS are at least; three months may have 89 days. */
const leastKeptDays: ReadonlyMap<unknown, number> = new Map([
  ['evidence', 89],
  ['record', 365],
])

function readRun(canon: Uint8Array): readonly Run[] {
  const said = parseCanon(canon)
  const details = said?.['details']
  if (typeof details !== 'object' || details === null) return []
  if (!('class' in details && 'bound' in details && 'leaves' in details && 'writers' in details)) return []
  const keptMs = Date.parse(String(said?.['app_time'])) - Date.parse(String(details.bound))
  if (!(keptMs >= (leastKeptDays.get(details.class) ?? Infinity) * 86_400_000)) return []
  const writers: readonly unknown[] = Array.isArray(details.writers) ? details.writers : []
  const numbers = writers.map((writer) => {
    const [id = '', last = '0'] = String(writer).split(' ')
    return { writer: id, last }
  })
  return [{ class: details.class, bound: String(details.bound), leaves: Number(details.leaves), numbers }]
}

/** Written alike, they order as text. */
function latestBound(runs: readonly Run[]): string | null {
  return (
    runs
      .map(({ bound }) => bound)
      .toSorted()
      .at(-1) ?? null
  )
}

const window = 5000

/** Tells which leaves may be without their event, and are. */
export class DroppedLeaves {
  readonly #sql: Sql
  #leaves = 0
  #from = 0
  #present: ReadonlySet<string> | null = null

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** Whether retention dropped the event of a leaf: it is not there at all, and an event says that it may not be. */
  async covers({
    leafIndex,
    eventId,
  }: {
    readonly leafIndex: number
    readonly eventId: bigint
  }): Promise<boolean> {
    if (leafIndex >= this.#leaves) this.#leaves = (await readDropped(this.#sql)).leaves
    if (leafIndex >= this.#leaves) return false
    const known = this.#present !== null && leafIndex >= this.#from && leafIndex < this.#from + window
    // One that was there may have been dropped since.
    if (!known || this.#present?.has(String(eventId))) {
      const rows = await this.#sql<{ id: string }[]>`
        select e.id::text from audit.seal s join audit.event e on e.id = s.event_id
        where s.leaf_index >= ${leafIndex} and s.leaf_index < ${leafIndex + window}`
      this.#from = leafIndex
      this.#present = new Set(rows.map(({ id }) => id))
    }
    return this.#present?.has(String(eventId)) === false
  }
}
