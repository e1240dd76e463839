import { getBatch } from '#lib/api/batches.ts'
import { handle } from '#lib/api/handle.ts'

export const GET = handle(getBatch)
