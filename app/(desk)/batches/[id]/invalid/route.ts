import { getInvalidRows } from '#lib/api/batch-files.ts'
import { handleSession } from '#lib/api/handle-session.ts'

export const GET = handleSession(getInvalidRows)
