import { handle } from '#lib/api/handle.ts'
import { getResponseBytes } from '#lib/api/lookups.ts'

export const GET = handle(getResponseBytes)
