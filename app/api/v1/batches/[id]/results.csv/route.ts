import { getResultsAs } from '#lib/api/batch-results.ts'
import { handle } from '#lib/api/handle.ts'

export const GET = handle(getResultsAs('csv'))
