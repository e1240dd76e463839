import { getBatches, postBatches } from '#lib/api/batches.ts'
import { handle } from '#lib/api/handle.ts'

export const GET = handle(getBatches)
export const POST = handle(postBatches)
