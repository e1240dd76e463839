import { openSql, type Sql } from '#db/pool.ts'
import { systemActor } from '#lib/access/actor.ts'
import { insertEvents } from '#lib/audit/store.ts'
import type { Position } from '#lib/audit/tree/read-events.ts'
import { writeEvents } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { getLog } from '#lib/log.ts'
import { findHoles, type Hole } from './holes.ts'
import { takeLostNumbersLock } from './store.ts'
import { countNumbers, findSilent, listWriters, readSettled, readWritersAfter } from './writers.ts'

const sealer = systemActor('sealer')
/** So that no statement takes long, however much there is. */
const eventsAtATime = 20_000
const numbersAtATime = 100_000

/** What was looked at, by the one process that looks. */
interface Looked {
  position: Position
  /** Up to which number each writer was looked through. */
  readonly through: Map<string, bigint>
  /** Who wrote since, and has not been looked through since. */
  readonly spoke: Set<string>
}

export interface LostNumbers {
  /** Looks at what was written since it last did; the first time, at everything. */
  readonly round: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Records which numbers a writer that has fallen silent took and never wrote: a process that is killed can lose
 * one between two others. While it lives a writer fills them itself, so what is missing then stays missing;
 * and so does what it outlived, which somebody kept out of the record or took from it before it was sealed.
 *
 * Each event is looked at twice, each time by an index: when it is settled, for who wrote it, and when its writer has
 * been silent for a minute. Any number of processes may do this: one works, the others wait for its lock.
 */
export function openLostNumbers(): LostNumbers {
  const sql = openSql('statusdesk_app', 1)
  let looked: Looked | null = null
  const round = async () => {
    if (!(await takeLostNumbersLock(sql))) {
      looked = null
      return
    }
    looked ??= await begin(sql)
    await listen(sql, looked)
    for (const writer of await findSilent(sql, [...looked.spoke])) {
      await lookThrough(sql, looked, writer)
      looked.spoke.delete(writer)
    }
  }
  return { round, close: () => sql.end({ timeout: 5 }) }
}

async function begin(sql: Sql): Promise<Looked> {
  const position = await readSettled(sql)
  return { position, through: new Map(), spoke: new Set(await listWriters(sql)) }
}

async function listen(sql: Sql, looked: Looked): Promise<void> {
  for (let more = true; more;) {
    const { writers, last, events } = await readWritersAfter(sql, looked.position, eventsAtATime)
    for (const writer of writers) looked.spoke.add(writer)
    looked.position = last
    more = events === eventsAtATime
  }
}

async function lookThrough(sql: Sql, looked: Looked, writerId: string): Promise<void> {
  for (;;) {
    const after = looked.through.get(writerId) ?? 0n
    const { count, through } = await countNumbers(sql, writerId, after, numbersAtATime)
    if (count === 0n) return
    if (through - after !== count) {
      let found = 0
      do {
        const holes = await findHoles(sql, { writerId, after, through })
        const lost = holes.filter(({ named, outlived }) => !named && !outlived)
        const [taken] = holes.filter(({ named, outlived }) => !named && outlived)
        if (taken) getLog().error({ alarm: 'missing', ...taken }, 'An event that was written is missing')
        if (lost.length > 0) await name(lost)
        found = lost.length
        // There are more than were given at once.
      } while (found > 0)
    }
    looked.through.set(writerId, through)
  }
}

async function name(lost: readonly Hole[]): Promise<void> {
  const [hole] = lost
  getLog().error(
    { alarm: 'lost', ...hole, holes: lost.length },
    'A writer was lost with numbers that it had not written',
  )
  const rows = lost.map(({ writer_id: writerId, first, last }) =>
    composeEvent(sealer, {
      kind: 'event.void',
      writerId,
      first: BigInt(first),
      last: BigInt(last),
      cause: 'writer_gone',
    }),
  )
  await writeEvents(rows, () => insertEvents(rows))
}
