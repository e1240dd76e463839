import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { makeSample } from '#lib/batches/intake-sample.ts'
import { exportInvalidRows } from '#lib/batches/preflight-invalid.ts'
import { mediaTypes } from '#lib/files/format.ts'
import { respondFile } from './file.ts'

interface Named {
  readonly id: string
}

const sampleQuery = z.strictObject({ format: z.enum(['csv', 'xlsx'], 'must be csv or xlsx') })

/** GET /batches/samples/{id}?format=: a file as a connection wants it, with one row. */
export async function getBatchSample(actor: Actor, request: Request, { id }: Named): Promise<Response> {
  await assertCan(actor, 'batch.run')
  const { format } = parseInput(sampleQuery, Object.fromEntries(new URL(request.url).searchParams))
  const bytes = await makeSample(actor, id, format)
  return respondFile({
    fileName: `batch-${id}.${format}`,
    mediaType: mediaTypes[format],
    pieces: once(bytes),
  })
}

/** GET /batches/{id}/invalid: the rows that cannot be asked, each with its line, column and reason. */
export async function getInvalidRows(actor: Actor, _request: Request, { id }: Named): Promise<Response> {
  const pieces = await exportInvalidRows(actor, id)
  return respondFile({ fileName: `batch-${id.slice(0, 8)}-invalid.csv`, mediaType: mediaTypes.csv, pieces })
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
