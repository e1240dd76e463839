import { createHash } from 'node:crypto'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { ProblemError } from '#lib/access/problem.ts'
import type { RecordedFilter } from '#lib/audit/event.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { getConnections } from '#lib/connections/open.ts'
import { isStorable, storableText } from '#lib/json/storable.ts'
import { newTimeId } from '#lib/time-id.ts'
import { FileFault } from './intake/file-fault.ts'
import type { HeaderMode } from './intake/header.ts'
import { openList } from './intake/open-list.ts'
import type { Source, SourceRow } from './intake/row.ts'
import { type Spooled, withSpooled } from './intake/spool.ts'
import { findList, finishReading, insertBatch, refuseReading } from './intake-store.ts'
import { type BatchMapping, type Connections, judgeMapping, listKnownNames } from './mapping.ts'
import { chooseMapping, takeIn, type Wish } from './take-in.ts'

/** A list as it comes: bytes, and what was said of them. */
export interface GivenList {
  readonly body: AsyncIterable<Uint8Array>
  /** The length that the sender named; null when none. */
  readonly declaredBytes: number | null
  readonly name: string
  readonly source: 'file' | 'paste' | 'api' | 'cli'
  /** Of every row; null where a column names it, or it is to be found. */
  readonly connection: string | null
  /** Null: as last time, or as the header says. */
  readonly mapping: BatchMapping | null
  /** A paste may lack one (`guess`), a file may not (`present`), unless it is said. */
  readonly header?: HeaderMode
  readonly idempotencyKey?: string | null
  /** Whether whoever brought it wants it no more. */
  readonly isCancelled?: () => boolean
}

/** What became of a list. */
export interface ReceivedList {
  readonly id: string
  readonly state: string
  /** Why nothing was kept, as a sentence; null when it was. */
  readonly refusal: string | null
  /** It was refused for its size, which HTTP calls 413. */
  readonly tooLarge: boolean
  /** It was received before, under the same key. */
  readonly repeated: boolean
}

/**
 * Reads a list into a batch that can then be looked at and started; asks nobody. A list that is no good becomes a
 * refused batch that says why. Throws `denied` and `invalid` problems, and `conflict` for a key used for another list;
 * when the body breaks off or the database is away, what these throw.
 */
export async function receiveBatch(actor: Actor, list: GivenList): Promise<ReceivedList> {
  await assertCan(actor, 'batch.run')
  const connections = getConnections().byId
  judgeList(list, connections)
  try {
    return await withSpooled(list.body, list.declaredBytes, (spooled) =>
      readSpooled(actor, list, spooled, connections),
    )
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    // Too large to be kept even on disk.
    const id = newTimeId()
    await insertBatch(
      { id, name: nameOf(list), source: list.source, bytes: null, sha256: null },
      actor.id,
      null,
    )
    return refuse(actor, { id, source: list.source, bytes: 0, sha256: null }, error)
  }
}

const longestName = 200
const longestKey = 200

function judgeList(
  { connection, mapping, idempotencyKey = null }: GivenList,
  connections: Connections,
): void {
  if (connection !== null && !connections.has(connection)) {
    throw invalid('connection', 'There is no connection with this id.')
  }
  const [wrong] = mapping ? judgeMapping(mapping, Array<string>(500).fill(''), connections) : []
  if (wrong !== undefined) throw invalid('mapping', wrong)
  if (idempotencyKey !== null && (idempotencyKey.length > longestKey || !isStorable(idempotencyKey))) {
    throw invalid('idempotencyKey', `The key is longer than ${longestKey} characters, or no text.`)
  }
}

function invalid(field: string, message: string): ProblemError {
  return new ProblemError({ kind: 'invalid', message, fields: { [field]: message } })
}

async function readSpooled(
  actor: Actor,
  list: GivenList,
  spooled: Spooled,
  connections: Connections,
): Promise<ReceivedList> {
  const { source, connection } = list
  const { bytes, sha256 } = spooled
  const id = newTimeId()
  const standing = await insertBatch(
    { id, name: nameOf(list), source, bytes, sha256 },
    actor.id,
    idempotencyOf(list, sha256),
  )
  if (standing) return repeat(standing)
  const header = {
    mode: list.header ?? (source === 'paste' ? 'guess' : 'present'),
    known: listKnownNames(connections),
    lonely: lonelyName(connections, connection),
  } as const
  try {
    const opened = await openList(spooled, header)
    try {
      const rows = untilCancelled(opened.rows, list.isCancelled)
      await readSource(actor, { id, source, bytes, sha256 }, { ...opened, rows }, connections, list)
    } finally {
      await opened.close()
    }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return refuse(actor, { id, source, bytes, sha256 }, error)
  }
  return { id, state: 'ready', refusal: null, tooLarge: false, repeated: false }
}

/** All of it may have arrived, and its rows be read still, when whoever brought it thinks better of it. */
async function* untilCancelled(
  rows: AsyncIterable<SourceRow>,
  isCancelled: () => boolean = () => false,
): AsyncGenerator<SourceRow> {
  for await (const row of rows) {
    if (isCancelled()) throw new FileFault('Whoever brought it cancelled it while its rows were read.')
    yield row
  }
}

interface ReadBatch {
  readonly id: string
  readonly source: string
  readonly bytes: number
  readonly sha256: string | null
  /** By what it was found, where it is no bytes. */
  readonly filter?: RecordedFilter
}

/** Takes in what a source gives, and ends the reading of its batch. Throws a `FileFault` where it is no good. */
export async function readSource(
  actor: Actor,
  { id, source, bytes, sha256, filter }: ReadBatch,
  opened: Source,
  connections: Connections,
  wish: Wish,
): Promise<void> {
  const { columns, format } = opened
  const mapping = await chooseMapping(actor, columns, connections, wish)
  const [wrong] = judgeMapping(mapping, columns, connections)
  if (wrong !== undefined) throw new FileFault(`The mapping does not fit this list. ${wrong}`)
  const rows = await takeIn(id, opened, mapping, connections)
  const read = { kind: 'batch.created', batchId: id, source, rows, bytes, sha256 } as const
  const event = filter === undefined ? read : { ...read, filter }
  const list = { columns, format, mapping, notes: opened.notes }
  if (await finishReading(id, list, composeEvent(actor, event))) return
  const message = 'The reading of this list was given up, since it had stopped for too long. Try again.'
  throw new ProblemError({ kind: 'conflict', message })
}

/** Ends the reading of a list that is no good. */
export async function refuse(actor: Actor, batch: ReadBatch, fault: FileFault): Promise<ReceivedList> {
  const { id, source, bytes, sha256 } = batch
  const refusal = storableText(fault.message, 1000)
  const event = { kind: 'batch.unreadable', batchId: id, source, bytes, sha256 } as const
  await refuseReading(id, refusal, composeEvent(actor, event))
  return { id, state: 'refused', refusal, tooLarge: fault.tooLarge, repeated: false }
}

async function repeat({
  batchId,
  sameRequest,
}: {
  batchId: string
  sameRequest: boolean
}): Promise<ReceivedList> {
  if (!sameRequest) {
    throw new ProblemError({ kind: 'conflict', message: 'This Idempotency-Key was used for another list.' })
  }
  const stored = await findList(batchId)
  return {
    id: batchId,
    state: stored?.state ?? 'refused',
    refusal: stored?.refusal ?? null,
    tooLarge: false,
    repeated: true,
  }
}

function idempotencyOf({ idempotencyKey = null, connection, mapping, header }: GivenList, sha256: string) {
  if (idempotencyKey === null) return null
  const request = JSON.stringify([sha256, connection, mapping, header ?? null])
  return { key: idempotencyKey, requestSha256: createHash('sha256').update(request).digest('hex') }
}

function nameOf({ name }: GivenList): string {
  return storableText(name.trim(), longestName) || 'list'
}

/** What a single column without a header holds: the ids of transactions. */
function lonelyName(connections: Connections, connection: string | null): string {
  const inputs = connections.get(connection ?? '')?.adapter.inputs ?? []
  const field =
    inputs.find(({ subject }) => subject === 'transactionId') ?? inputs.find(({ required }) => required)
  return field?.name ?? 'transactionId'
}
