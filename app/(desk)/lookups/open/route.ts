import { handleSession } from '#lib/api/handle-session.ts'
import { getOpenLookups } from '#lib/api/open-lookups.ts'

export const GET = handleSession(getOpenLookups)
