import { postResume } from '#lib/api/batches-steer.ts'
import { handle } from '#lib/api/handle.ts'

export const POST = handle(postResume)
