import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { resultChoices } from '#lib/batches/results-format.ts'
import { exportResults } from '#lib/batches/results.ts'
import { type FileFormat, fileFormats } from '#lib/files/format.ts'
import { respondFile } from './file.ts'

/** How results are asked for by their address. */
export const resultsQuery = z.strictObject({
  only: z
    .enum(resultChoices, `must be one of ${resultChoices.join(', ')}`)
    .optional()
    .describe('To which rows the file is narrowed; all when it is left out.'),
})

const pageQuery = resultsQuery.extend({
  format: z.enum(fileFormats, `must be one of ${fileFormats.join(', ')}`),
})

interface BatchParams {
  readonly id: string
}

/** GET /batches/{id}/results?format=…&only=…: the rows with their answers, as a file that is written while it is read. */
export async function getBatchResults(
  actor: Actor,
  request: Request,
  { id }: BatchParams,
): Promise<Response> {
  await assertCan(actor, 'export.make', { type: 'batch', id })
  const { format, only } = parseInput(pageQuery, queryOf(request))
  return respond(actor, id, format, only)
}

/** GET /batches/{id}/results.csv, .xlsx or .jsonl */
export function getResultsAs(format: FileFormat) {
  return async (actor: Actor, request: Request, { id }: BatchParams): Promise<Response> => {
    await assertCan(actor, 'export.make', { type: 'batch', id })
    const { only } = parseInput(resultsQuery, queryOf(request))
    return respond(actor, id, format, only)
  }
}

async function respond(
  actor: Actor,
  id: string,
  format: FileFormat,
  only: z.output<typeof resultsQuery>['only'] = 'all',
): Promise<Response> {
  const file = await exportResults(actor, id, { format, only })
  if (!file) throw new ProblemError({ kind: 'not_found', message: 'There is no batch with this id.' })
  return respondFile(file)
}

function queryOf(request: Request) {
  return Object.fromEntries(new URL(request.url).searchParams)
}
