import type { Sql } from '#db/pool.ts'
import { fitsSeal } from '#lib/audit/mac.ts'
import { findFalseCopy, inspectEvent } from '#lib/audit/tree/inspect.ts'
import { findSigner, openNote, type Verifier } from '#lib/audit/tree/note.ts'
import { beginning, findStoredEvent, readEvents, type StoredEvent } from '#lib/audit/tree/read-events.ts'
import { Tree, type TreeNode } from '#lib/audit/tree/tree.ts'
import { Feed, readCheckpoints, readSeals, type StoredSeal } from './batches.ts'
import { DroppedLeaves } from './dropped.ts'
import type { MissingKeys } from './missing-keys.ts'
import type { Outside } from './outside.ts'
import { RetiredKeys } from './retired-keys.ts'
import type { Fault } from './result.ts'

export interface Walk {
  readonly tree: Tree
  readonly unsealed: number
  /** Sealed events that retention dropped. */
  readonly dropped: number
  readonly fault: Fault | null
}

const batchSize = 500

/** Goes through seals and events side by side, in order, and stops at the first that is not as it was. */
export async function walkRecord(
  sql: Sql,
  verifiers: readonly Verifier[],
  outside: Outside,
  unsignedThrough: bigint,
  missing: MissingKeys,
  onProgress: (done: number) => void = () => {},
): Promise<Walk> {
  const tree = new Tree()
  const seals = new Feed<StoredSeal>((last) => readSeals(sql, last?.leafIndex ?? -1, batchSize))
  const events = new Feed<StoredEvent>((last) => readEvents(sql, last ?? beginning, batchSize, 'all'))
  const checkpoints = new Feed<Awaited<ReturnType<typeof readCheckpoints>>[number]>((last) =>
    readCheckpoints(sql, last, 500),
  )
  const droppedLeaves = new DroppedLeaves(sql)
  const retired = await RetiredKeys.read(sql)
  let dropped = 0
  let nodes: TreeNode[] = []
  let provenThrough: bigint | null = null
  const stop = (eventId: bigint | null, text: string): Walk => ({
    tree,
    unsealed: 0,
    dropped,
    fault: { eventId: eventId === null ? null : String(eventId), text },
  })

  let atCheckpoint = await checkpoints.peek()
  for (;;) {
    const seal = seals.ready() ?? (await seals.peek())
    if (!seal) break
    const event = events.ready() ?? (await events.peek())
    const { leafIndex, eventId, leafHash, mac } = seal
    const isDropped = event?.id !== eventId && (await droppedLeaves.covers(seal))
    if (!isDropped) {
      const fault =
        event && (inspect(event, unsignedThrough, missing) ?? retired.inspect(event.canon, event.mac))
      if (fault) return stop(event.id, fault)
      if (event?.id !== eventId)
        return stop(...(await explainGap(sql, seal, event, unsignedThrough, missing)))
      if (!leafHash.equals(event.leafHash)) return stop(eventId, 'its leaf is not the one that was sealed')
    }
    if (!fitsSeal(leafIndex, eventId, leafHash, mac) && !missing.maySeal(leafIndex))
      return stop(eventId, 'the code of its seal is wrong')
    if (leafIndex !== tree.size)
      return stop(eventId, `it is leaf ${leafIndex}, and leaf ${tree.size} is missing before it`)
    nodes.push(...tree.append(leafHash))
    if (tree.size % batchSize === 0) onProgress(tree.size)
    seals.skip()
    if (isDropped) dropped += 1
    else events.skip()

    const outsideRoot = outside.roots.rootAt(tree.size)
    if (outsideRoot !== null || atCheckpoint?.treeSize === tree.size) {
      const root = tree.root()
      const range = `${provenThrough === null ? 'the beginning' : `event ${provenThrough}`} and event ${eventId}`
      const first = async () => (await findSealed(sql, provenThrough, tree.size)) ?? eventId
      if (outsideRoot !== null && !outsideRoot.equals(root))
        return stop(
          await first(),
          `between ${range} the record is not the one whose root was signed at ${tree.size} leaves`,
        )
      for (; atCheckpoint?.treeSize === tree.size; atCheckpoint = await checkpoints.peek()) {
        const said = openNote(atCheckpoint.note, verifiers)
        if (!said && outside.strangers.has(findSigner(atCheckpoint.note) ?? '')) {
          checkpoints.skip()
          continue
        }
        if (!said || said.size !== tree.size || !said.root.equals(atCheckpoint.root))
          return stop(null, `the database's checkpoint of ${tree.size} leaves is not signed by the key given`)
        if (!said.root.equals(root))
          return stop(
            await first(),
            `between ${range} the record is not the one of the checkpoint of ${tree.size} leaves`,
          )
        checkpoints.skip()
      }
      provenThrough = eventId
    }
    if (nodes.length > 100) {
      const bad = await findFalseNode(sql, nodes)
      if (bad) return stop(null, bad)
      nodes = []
    }
  }
  const bad = await findFalseNode(sql, nodes)
  if (bad) return stop(null, bad)
  if (outside.largest.size > tree.size)
    return stop(
      null,
      `${outside.largest.size - tree.size} events are missing behind event ${provenThrough ?? 'none'}: a checkpoint of ${outside.largest.size} leaves was signed, and ${tree.size} are there`,
    )
  for (; atCheckpoint?.treeSize === 0; atCheckpoint = await checkpoints.peek()) checkpoints.skip()
  if (atCheckpoint && atCheckpoint.treeSize <= outside.largest.size)
    return stop(
      null,
      `the database has a checkpoint of ${atCheckpoint.treeSize} leaves, and ${tree.size} are there`,
    )
  return { tree, dropped, ...(await walkUnsealed(events, unsignedThrough, missing, retired)) }
}

async function walkUnsealed(
  events: Feed<StoredEvent>,
  unsignedThrough: bigint,
  missing: MissingKeys,
  retired: RetiredKeys,
) {
  for (let unsealed = 0; ; unsealed += 1) {
    const event = await events.peek()
    if (!event) return { unsealed, fault: null }
    const text = inspect(event, unsignedThrough, missing) ?? retired.inspect(event.canon, event.mac)
    if (text) return { unsealed, fault: { eventId: String(event.id), text: `${text} (not sealed yet)` } }
    events.skip()
  }
}

function inspect(event: StoredEvent, unsignedThrough: bigint, missing: MissingKeys): string | null {
  const { anomaly } = inspectEvent(event, unsignedThrough)
  if (anomaly === 'leaf') return 'it is not what it was: its columns do not give its leaf hash'
  if (anomaly === 'mac' && !missing.mayCode(event.id, event.canon))
    return `no writer of the desk wrote it so: its code is wrong${missing.explain(event.canon)}`
  const column = findFalseCopy(event)
  return column === null ? null : `its column ${column} is not what its canonical bytes say`
}

/** Seal and event are not of one another: one of them is missing, moved or put in. */
async function explainGap(
  sql: Sql,
  seal: StoredSeal,
  event: StoredEvent | null,
  unsignedThrough: bigint,
  missing: MissingKeys,
): Promise<readonly [bigint, string]> {
  const sealed = await findStoredEvent(sql, seal.eventId)
  if (!sealed) return [seal.eventId, `it is missing: it was sealed as leaf ${seal.leafIndex}`]
  const text = inspect(sealed, unsignedThrough, missing)
  if (text) return [seal.eventId, text]
  if (event) {
    const [own] = await sql<{ leaf: string }[]>`
      select leaf_index::text as leaf from audit.seal where event_id = ${String(event.id)}`
    if (!own) return [event.id, 'it stands among sealed events and was never sealed']
  }
  return [seal.eventId, `it does not stand in its place: leaf ${seal.leafIndex} is sealed out of order`]
}

/** The first event that the last good checkpoint does not vouch for. */
async function findSealed(sql: Sql, after: bigint | null, size: number): Promise<bigint | null> {
  const [row] = await sql<{ id: string }[]>`
    select event_id::text as id from audit.seal
    where leaf_index < ${size} and leaf_index > coalesce((select leaf_index from audit.seal where event_id = ${after === null ? null : String(after)}), -1)
    order by leaf_index limit 1`
  return row ? BigInt(row.id) : null
}

async function findFalseNode(sql: Sql, nodes: readonly TreeNode[]): Promise<string | null> {
  if (nodes.length === 0) return null
  const made = nodes.map((node) => ({ ...node, hash: node.hash.toString('hex') }))
  const [bad] = await sql<{ level: number; index: string }[]>`
    select m.level, m.index::text from jsonb_to_recordset(${JSON.stringify(made)}::text::jsonb) as m (level smallint, index bigint, hash text)
    where not exists (select from audit.node n where n.level = m.level and n.index = m.index and n.hash = decode(m.hash, 'hex'))
    order by m.level, m.index limit 1`
  return bad
    ? `the kept root of the subtree ${bad.index} of level ${bad.level} is not that of its leaves`
    : null
}
