import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Sql } from '#db/pool.ts'
import { fitsSeal } from '#lib/audit/mac.ts'
import type { Verifier } from '#lib/audit/tree/note.ts'
import { beginning, readEvents } from '#lib/audit/tree/read-events.ts'
import type { StoredEvent } from '#lib/audit/tree/stored-event.ts'
import { Tree } from '#lib/audit/tree/tree.ts'
import { Feed, readSeals, type StoredSeal } from './batches.ts'
import { DroppedLeaves } from './dropped.ts'
import { explainGap, inspectRow } from './inspect-row.ts'
import { KeptNodes } from './kept-nodes.ts'
import type { MissingKeys } from './missing-keys.ts'
import type { Outside } from './outside.ts'
import { type Fault, faultOf } from './result.ts'
import { RetiredKeys } from './retired-keys.ts'
import { SecondThread } from './second-thread.ts'
import { SignedSizes } from './signed-sizes.ts'

export interface Walk {
  readonly tree: Tree
  readonly unsealed: number
  /** Sealed events that retention dropped. */
  readonly dropped: number
  readonly fault: Fault | null
}

const batchSize = 4000
/** How many leaves are gone through at a stretch, half a millisecond or two. */
const stretch = 100

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
  const nodes = new KeptNodes(sql)
  const seals = new Feed<StoredSeal>((last) => readSeals(sql, last?.leafIndex ?? -1, batchSize))
  await using second = new SecondThread(unsignedThrough)
  const events = new Feed<StoredEvent>((last) =>
    readEvents(sql, last ?? beginning, batchSize, 'all', (rows) => second.look(rows)),
  )
  const signed = await SignedSizes.open(sql, verifiers, outside)
  const retired = await RetiredKeys.read(sql)
  const inspect = (event: StoredEvent) => {
    const text = event.isFoundSound ? null : inspectRow(event, unsignedThrough, missing)
    if (text !== null) return text
    event.noteSound()
    return retired.inspect(event)
  }
  const droppedLeaves = new DroppedLeaves(sql)
  let dropped = 0
  const stop = (fault: Fault): Walk => ({ tree, unsealed: 0, dropped, fault })

  for (let seal = await seals.peek(); seal; seal = seals.ready() ?? (await seals.peek())) {
    const { eventId } = seal
    const known = events.ready() ?? (await events.peek())
    const isDropped = known?.id !== eventId && (await droppedLeaves.covers(seal))
    // It may have been committed, and sealed, since the events behind it were read.
    const event = isDropped || known?.id === eventId ? known : await events.peekAgain()
    if (!isDropped) {
      const text = event && inspect(event)
      if (text) return stop(faultOf(event.id, text))
      if (event?.id !== eventId) return stop(await explainGap(sql, seal, event, unsignedThrough, missing))
    }
    const text = inspectSeal(seal, isDropped ? null : event, tree.size, missing)
    if (text) return stop(faultOf(eventId, text))
    nodes.add(tree.append(seal.leafHash))
    seals.skip()
    if (isDropped) dropped += 1
    else events.skip()

    const fault = signed.has(tree.size) ? await signed.inspect(tree, eventId) : null
    if (fault) return stop(fault)
    const falseNode = nodes.waiting > 100 ? await nodes.findFalse() : null
    if (falseNode) return stop(faultOf(null, falseNode))
    if (tree.size % stretch === 0) {
      onProgress(tree.size)
      // What the database sends meanwhile has to be taken, or it waits for this process.
      await nextTurn()
    }
  }
  const falseNode = await nodes.findFalse()
  if (falseNode) return stop(faultOf(null, falseNode))
  const missingEnd = await signed.inspectEnd(tree.size)
  if (missingEnd) return stop(missingEnd)
  return { tree, dropped, ...(await walkUnsealed(events, inspect)) }
}

/** What is wrong with a seal beside its event, which is null where retention dropped it, and in its place. */
function inspectSeal(
  { leafIndex, eventId, leafHash, mac }: StoredSeal,
  event: StoredEvent | null,
  place: number,
  missing: MissingKeys,
): string | null {
  if (event && !leafHash.equals(event.leafHash)) return 'its leaf is not the one that was sealed'
  if (!fitsSeal(leafIndex, eventId, leafHash, mac) && !missing.maySeal(leafIndex))
    return 'the code of its seal is wrong'
  return leafIndex === place ? null : `it is leaf ${leafIndex}, and leaf ${place} is missing before it`
}

async function walkUnsealed(events: Feed<StoredEvent>, inspect: (event: StoredEvent) => string | null) {
  for (let unsealed = 0; ; unsealed += 1) {
    const event = await events.peek()
    if (!event) return { unsealed, fault: null }
    const text = inspect(event)
    if (text) return { unsealed, fault: faultOf(event.id, `${text} (not sealed yet)`) }
    events.skip()
  }
}
