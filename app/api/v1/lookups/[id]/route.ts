import { handle } from '#lib/api/handle.ts'
import { getLookup } from '#lib/api/lookups.ts'

export const GET = handle(getLookup)
