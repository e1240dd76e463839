import { handleSession } from '#lib/api/handle-session.ts'
import { getResponseBytes } from '#lib/api/lookups.ts'

export const GET = handleSession(getResponseBytes)
