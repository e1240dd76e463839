import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { csvRecord } from '#lib/files/csv.ts'
import { getBatchFor } from './control.ts'
import { findList, readRows } from './intake-store.ts'
import { countByState } from './preflight-store.ts'

const rowsAtOnce = 1000

/**
 * The invalid rows of a batch as CSV: line, column and reason, a line for each reason, then the row's own cells, so that
 * they can be put right and brought again. Recorded as an export before the first is given; throws `denied` and
 * `not_found` problems.
 */
export async function exportInvalidRows(actor: Actor, batchId: string): Promise<AsyncGenerator<string>> {
  await getBatchFor(actor, 'batch.run', batchId)
  const list = await findList(batchId)
  if (!list) throw new ProblemError({ kind: 'not_found', message: 'There is no such batch.' })
  const counts = await countByState(batchId)
  const sum = (some: typeof counts) => some.reduce((all, count) => all + count.rows, 0)
  const rows = sum(counts.filter(({ state }) => state === 'invalid'))
  await recordEvent(actor, { kind: 'batch.exported', batchId, format: 'csv', only: 'invalid', rows })
  return writeInvalid(batchId, list.columns, sum(counts))
}

async function* writeInvalid(
  batchId: string,
  columns: readonly string[],
  all: number,
): AsyncGenerator<string> {
  yield csvRecord(['line', 'column', 'reason', ...columns])
  for (let from = 0; from < all; from += rowsAtOnce) {
    const rows = await readRows(batchId, from, from + rowsAtOnce, true)
    const records = rows.flatMap(({ line, problems, cells }) =>
      (problems ?? []).map(({ column, reason }) => csvRecord([String(line), column, reason, ...cells])),
    )
    if (records.length > 0) yield records.join('')
  }
}
