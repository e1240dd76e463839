import { handleSession } from '#lib/api/handle-session.ts'
import { postCopy } from '#lib/api/lookups.ts'

export const POST = handleSession(postCopy)
