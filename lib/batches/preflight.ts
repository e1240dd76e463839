import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { getConnections, type OpenConnection } from '#lib/connections/open.ts'
import { getBatchFor } from './control.ts'
import type { Format } from './intake/row.ts'
import { findList } from './intake-store.ts'
import type { BatchMapping } from './mapping.ts'
import { countByState, readTypicalMs, type StateCount } from './preflight-store.ts'
import { countAnsweredLately, mostRowsUnapproved } from './start.ts'

/** What would happen at one connection. */
export interface ConnectionPreflight {
  readonly connection: string
  readonly label: string
  /** To be asked, reused ones not among them. */
  readonly rows: number
  readonly reusable: number
  readonly calls: number
  /** At its limits, with nobody else asking. */
  readonly seconds: number
  /** By what a call lately took; null where nothing was asked, and a second is reckoned with. */
  readonly typicalMs: number | null
}

/** What will happen when a batch is started, before it is. */
export interface Preflight {
  readonly state: string
  readonly columns: readonly string[]
  readonly format: Format
  readonly mapping: BatchMapping | null
  readonly notes: readonly string[]
  readonly rows: number
  readonly invalid: number
  readonly duplicates: number
  /** Answered within the minutes named. */
  readonly reusable: number
  readonly toAsk: number
  readonly calls: number
  /** Connections are asked at the same time: that of the slowest. */
  readonly seconds: number
  /** So many rows that another person must approve. */
  readonly needsApproval: boolean
  readonly connections: readonly ConnectionPreflight[]
}

/**
 * What a batch that was read would ask. `reuseMinutes` is how old an answer may be that is taken over; null takes none.
 * Throws `denied` and `not_found` problems.
 */
export async function preflight(
  actor: Actor,
  batchId: string,
  reuseMinutes: number | null,
): Promise<Preflight> {
  await getBatchFor(actor, 'batch.run', batchId)
  const list = await findList(batchId)
  if (!list) throw new ProblemError({ kind: 'not_found', message: 'There is no such batch.' })
  const counts = await countByState(batchId)
  const waiting = counts.filter(({ state }) => state === 'waiting')
  const ids = waiting.flatMap(({ connection }) => (connection === null ? [] : [connection]))
  const [reusable, typical] = await Promise.all([
    countReusable(batchId, ids.length === 0 ? null : reuseMinutes),
    readTypicalMs(ids),
  ])
  const connections = waiting.flatMap(({ connection, rows }) => {
    const open = getConnections().byId.get(connection ?? '')
    return open ? [reckon(open, rows, reusable[open.id] ?? 0, typical.get(open.id) ?? null)] : []
  })
  const toAsk = sum(connections.map(({ rows }) => rows))
  const { state, columns, format, mapping, notes } = list
  return {
    state,
    columns,
    format,
    mapping,
    notes,
    rows: sum(counts.map(({ rows }) => rows)),
    invalid: countOf(counts, 'invalid'),
    duplicates: countOf(counts, 'duplicate'),
    reusable: sum(connections.map((each) => each.reusable)),
    toAsk,
    calls: sum(connections.map(({ calls }) => calls)),
    seconds: Math.max(0, ...connections.map(({ seconds }) => seconds)),
    needsApproval: toAsk > mostRowsUnapproved,
    connections,
  }
}

async function countReusable(
  batchId: string,
  minutes: number | null,
): Promise<Readonly<Record<string, number>>> {
  return minutes === null ? {} : countAnsweredLately(batchId, minutes)
}

/** Of a connection's places a tenth, and one at least, is left to people. */
const shareOfPeople = 0.1
/** What the lanes of one connection have under way at most. */
const mostInFlight = 256
const assumedMs = 1_000

function reckon(
  { id, label, adapter, target }: OpenConnection,
  waiting: number,
  reusable: number,
  typicalMs: number | null,
): ConnectionPreflight {
  const { concurrency, requestsPerSecond } = target.limits
  const rows = waiting - reusable
  const calls = Math.ceil(rows / adapter.rowsPerCall)
  const left = concurrency - Math.max(1, Math.ceil(concurrency * shareOfPeople))
  const places = Math.min(mostInFlight, Math.max(1, left))
  const perSecond = Math.min(requestsPerSecond, (places * 1000) / Math.max(1, typicalMs ?? assumedMs))
  return { connection: id, label, rows, reusable, calls, seconds: Math.ceil(calls / perSecond), typicalMs }
}

function countOf(counts: readonly StateCount[], state: string): number {
  return sum(counts.filter((count) => count.state === state).map(({ rows }) => rows))
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}
