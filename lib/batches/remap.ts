import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { getConnections } from '#lib/connections/open.ts'
import { getBatchFor } from './control.ts'
import {
  findList,
  finishReading,
  keepMapping,
  type NewItem,
  readRows,
  reopenReading,
  type StoredRow,
} from './intake-store.ts'
import { type BatchMapping, judgeMapping } from './mapping.ts'
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
  const { columns, format, notes } = list
  const problems = judgeMapping(mapping, columns, connections)
  if (problems.length > 0) {
    const message = problems.join(' ')
    throw new ProblemError({ kind: 'invalid', message, fields: { mapping: message } })
  }
  if (!(await reopenReading(batchId))) throw new ProblemError({ kind: 'conflict', message: notReady })
  await keepMapping(digestHeader(columns), mapping, actor.id)
  const close = openClosing(batchId, columns, mapping, connections)
  for (let from = 0; ; from += rowsAtOnce) {
    const rows = await readRows(batchId, from, from + rowsAtOnce)
    if (rows.length === 0) break
    await add(
      batchId,
      rows.map((row) => checkAnew(batchId, row, close)),
    )
  }
  const event = composeEvent(actor, { kind: 'batch.mapped', batchId })
  const done = await finishReading(batchId, { columns, format, mapping, notes }, event)
  if (!done) throw new ProblemError({ kind: 'conflict', message: notReady })
}

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
