import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { getConnections } from '#lib/connections/open.ts'
import { csvRecord } from '#lib/files/csv.ts'
import { writeTextSheets } from '#lib/files/xlsx.ts'

/**
 * A file to begin a list with: the inputs of a connection as its header, and its harmless test question as the only row.
 * Throws `denied` and `not_found` problems.
 */
export async function makeSample(
  actor: Actor,
  connectionId: string,
  format: 'csv' | 'xlsx',
): Promise<Uint8Array> {
  await assertCan(actor, 'batch.run')
  const connection = getConnections().byId.get(connectionId)
  if (!connection)
    throw new ProblemError({ kind: 'not_found', message: 'There is no connection with this id.' })
  const { inputs, probe } = connection.adapter
  const header = inputs.map(({ name }) => name)
  const row = inputs.map(({ name }) => probe[name] ?? '')
  // The mark tells Excel that it is UTF-8.
  if (format === 'csv') return Buffer.from(`\uFEFF${csvRecord(header)}${csvRecord(row)}`)
  const sheet = { name: 'Batch', header, widths: new Map<string, number>(), maxRowsPerSheet: 500_000 }
  return Buffer.concat(await Array.fromAsync(writeTextSheets(asAsync([header, row]), sheet)))
}

async function* asAsync<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}
