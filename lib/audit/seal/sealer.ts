import { createPublicKey, type KeyObject } from 'node:crypto'
import { openSql, type Sql } from '#db/pool.ts'
import { systemActor } from '#lib/access/actor.ts'
import { getLog } from '#lib/log.ts'
import { macOfSeal } from '#lib/audit/mac.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { insertEvents } from '#lib/audit/store.ts'
import { writeEvents } from '#lib/audit/write.ts'
import type { SealAnomaly } from '#lib/audit/writer-event.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { inspectEvent } from '#lib/audit/tree/inspect.ts'
import { composeNote, originOf } from '#lib/audit/tree/note.ts'
import { type Position, readEvents } from '#lib/audit/tree/read-events.ts'
import type { StoredEvent } from '#lib/audit/tree/stored-event.ts'
import type { Tree } from '#lib/audit/tree/tree.ts'
import { findUnsignedThrough } from '#lib/audit/tree/unsigned.ts'
import { openOutside } from './outside.ts'
import { recordKeyChanges } from './key-changes.ts'
import { openSigningKey } from './signing-key.ts'
import { countUnsigned, insertCheckpoint, insertSeals, readFrontier, takeSealerLock } from './store.ts'

const sealer = systemActor('sealer')

export interface SealerOptions {
  readonly checkpointMs?: number
  readonly idleCheckpointMs?: number
  readonly batchSize?: number
}

export interface Sealer {
  /** Seals what can be sealed and signs a checkpoint when one is due; gives how many leaves. */
  readonly round: () => Promise<number>
  readonly close: () => Promise<void>
}

/** What a round knows of those before it; read again after anything went wrong. */
interface State {
  tree: Tree
  last: Position
  unsignedThrough: bigint
  signedSize: number
  signedAtMs: number
}

/**
 * The sealer of this process. Any number of them may run: one works, the others wait for its lock. Killed at any
 * point it goes on where the database says it was: leaves and frontier move in one statement.
 */
export function openSealer(options: SealerOptions = {}): Sealer {
  const { checkpointMs = 10_000, idleCheckpointMs = 60_000, batchSize = 4000 } = options
  // One connection holds the lock and writes; another reads ahead.
  const sql = openSql('statusdesk_sealer', 1)
  const reading = openSql('statusdesk_sealer', 1)
  const key = openSigningKey()
  const outside = openOutside(sql)
  let state: State | null = null
  const round = async () => {
    if (!(await takeSealerLock(sql))) {
      state = null
      return 0
    }
    const at = (state ??= await begin(sql, originOf(createPublicKey(key))))
    const sizeBefore = at.tree.size
    try {
      let next = readAhead(reading, at.last, batchSize)
      for (let more = true; more;) {
        const events = await next
        const last = events.at(-1)
        more = events.length === batchSize
        if (last && more) next = readAhead(reading, last, batchSize)
        if (last) await seal(sql, at, events, last)
      }
      const sinceMs = Date.now() - at.signedAtMs
      const isDue = sinceMs >= idleCheckpointMs || (sinceMs >= checkpointMs && at.tree.size > at.signedSize)
      await outside.catchUp(isDue ? await signCheckpoint(sql, at, key) : null)
    } catch (error) {
      state = null
      throw error
    }
    return at.tree.size - sizeBefore
  }
  const close = async () => {
    await outside.close()
    await Promise.all([sql, reading].map((pool) => pool.end({ timeout: 5 })))
  }
  return { round, close }
}

async function begin(sql: Sql, origin: string): Promise<State> {
  const { tree, last } = await readFrontier(sql)
  const vouch = async () => (tree.size === 0 ? vouchForUnsigned(sql) : 0n)
  const unsignedThrough = (await findUnsignedThrough(sql)) ?? (await vouch())
  await recordKeyChanges(sql, origin, tree.size)
  return { tree, last, unsignedThrough, signedSize: -1, signedAtMs: 0 }
}

/** Events from before there were codes are taken as they are, once, when the first tree begins. */
async function vouchForUnsigned(sql: Sql): Promise<bigint> {
  const { through, events } = await countUnsigned(sql)
  await recordEvent(sealer, { kind: 'seal.began', unsignedThrough: through, unsignedEvents: events })
  return through
}

/** Events are read while those before them are sealed: a position is all that is needed to read on. */
function readAhead(sql: Sql, after: Position, most: number): Promise<readonly StoredEvent[]> {
  const reading = readEvents(sql, after, most, 'settled')
  // Nobody comes to ask for it when sealing fails first; that must not end the process.
  reading.catch(() => {})
  return reading
}

async function seal(sql: Sql, state: State, events: readonly StoredEvent[], last: Position): Promise<void> {
  const { tree } = state
  const fromSize = tree.size
  const leaves = Buffer.alloc(events.length * 32)
  const macs = Buffer.alloc(events.length * 32)
  const nodes = []
  const anomalies: SealAnomaly[] = []
  for (const [place, event] of events.entries()) {
    const { leafHash, anomaly } = inspectEvent(event, state.unsignedThrough)
    if (anomaly) anomalies.push({ kind: 'seal.anomaly', eventId: event.id, anomaly })
    leaves.set(leafHash, place * 32)
    macs.set(macOfSeal(tree.size, event.id, leafHash), place * 32)
    nodes.push(...tree.append(leafHash))
  }
  if (anomalies.length > 0) await raise(anomalies)
  const eventIds = events.map(({ id }) => id)
  const sealing = { fromSize, eventIds, leaves, macs, nodes, peaks: tree.peaks(), last }
  if (!(await insertSeals(sql, sealing))) throw new Error('Another sealer has moved the tree.')
  state.last = { xid: last.xid, id: last.id }
}

/** Before they are sealed, so that a sealer killed in between raises them again and not never. */
async function raise(anomalies: readonly SealAnomaly[]): Promise<void> {
  for (const { eventId, anomaly } of anomalies)
    getLog().error(
      { alarm: 'anomaly', eventId: String(eventId), anomaly },
      'An event is not what its writer wrote',
    )
  const rows = anomalies.map((anomaly) => composeEvent(sealer, anomaly))
  await writeEvents(rows, () => insertEvents(rows))
}

/** Gives the number of the checkpoint. */
async function signCheckpoint(sql: Sql, state: State, key: KeyObject): Promise<bigint> {
  const { size } = state.tree
  const root = state.tree.root()
  const signedAt = new Date()
  const note = composeNote(size, root, signedAt, key)
  const id = await insertCheckpoint(sql, size, root, note, signedAt)
  state.signedSize = size
  state.signedAtMs = signedAt.getTime()
  return id
}
