import { postLookups } from '#lib/api/ask.ts'
import { handle } from '#lib/api/handle.ts'
import { getLookups } from '#lib/api/lookups.ts'

export const GET = handle(getLookups)
export const POST = handle(postLookups)
