import { type Actor, systemActor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { composeEvent, type EventRow } from '#lib/audit/writer.ts'
import { getConnections } from '#lib/connections/open.ts'
import { getBatchFor } from './control.ts'
import {
  findList,
  finishReading,
  keepMapping,
  type NewItem,
  readRows,
  reopenReading,
  type StoredList,
  type StoredRow,
} from './intake-store.ts'
import { type BatchMapping, judgeMapping } from './mapping.ts'
import { silentSeconds, takeOverRemaps } from './sweep-store.ts'
import { openSecrets } from './secret-cells.ts'
import { add, digestHeader, openClosing, rowsAtOnce } from './take-in.ts'

/**
 * Gives the columns of a batch that was not started another meaning: its rows are checked anew, by the same code as when
 * they came. Throws `denied`, `not_found`, `invalid`, and `conflict` when it is not ready any more.
 */
export async function remapBatch(actor: Actor, batchId: string, mapping: BatchMapping): Promise<void> {
  await getBatchFor(actor, 'batch.run', batchId)
  const connections = getConnections().byId
  const list = await findList(batchId)
  if (!list) throw new ProblemError({ kind: 'not_found', message: 'There is no such batch.' })
  if (list.cellsDropped) throw new ProblemError({ kind: 'conflict', message: tooOld })
  const problems = judgeMapping(mapping, list.columns, connections)
  if (problems.length > 0) {
    const message = problems.join(' ')
    throw new ProblemError({ kind: 'invalid', message, fields: { mapping: message } })
  }
  if (!(await reopenReading(batchId))) throw new ProblemError({ kind: 'conflict', message: notReady })
  await keepMapping(digestHeader(list.columns), mapping, actor.id)
  const done = await readAnew(batchId, list, mapping, composeEvent(actor, { kind: 'batch.mapped', batchId }))
  if (!done) throw new ProblemError({ kind: 'conflict', message: notReady })
}

/**
 * Gives the columns of batches the meaning back that they had, where whoever gave them another died on the way: their rows
 * would be neither the one nor the other.
 */
export async function restoreMappings(): Promise<void> {
  for (const batchId of await takeOverRemaps(silentSeconds)) {
    const list = await findList(batchId)
    if (!list?.mapping) continue
    const event = composeEvent(systemActor('batch'), { kind: 'batch.mapped', batchId })
    await readAnew(batchId, list, list.mapping, event)
  }
}

async function readAnew(
  batchId: string,
  { columns, format, notes }: StoredList,
  mapping: BatchMapping,
  event: EventRow,
): Promise<boolean> {
  const close = openClosing(batchId, columns, mapping, getConnections().byId)
  for (let from = 0; ; from += rowsAtOnce) {
    const rows = await readRows(batchId, from, from + rowsAtOnce)
    if (rows.length === 0) break
    await add(
      batchId,
      rows.map((row) => checkAnew(batchId, row, close)),
    )
  }
  return finishReading(batchId, { columns, format, mapping, notes }, event)
}

const tooOld = 'What its rows said was dropped, since the list is old. Bring it again.'
const notReady = 'The columns of a batch can be set while it is ready and not started.'

function checkAnew(batchId: string, stored: StoredRow, close: ReturnType<typeof openClosing>): NewItem {
  const { ordinal, line, cells, spoilt, secrets } = stored
  const opened = secrets && openSecrets(batchId, ordinal, secrets)
  const hidden = opened?.cells ?? {}
  const open = cells.map((cell, at) => hidden[at] ?? cell)
  const item = close(ordinal, { line, cells: open, spoilt: spoilt ?? [] }, Object.keys(hidden).map(Number))
  if (!secrets || opened) return item
  const reason = 'Its secret cells cannot be opened any more. Bring the list again.'
  return {
    ...item,
    input: null,
    duplicate_of: null,
    problems: [...(item.problems ?? []), { column: null, reason }],
  }
}
