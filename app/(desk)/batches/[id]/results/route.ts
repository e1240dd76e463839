import { getBatchResults } from '#lib/api/batch-results.ts'
import { handleSession } from '#lib/api/handle-session.ts'

export const GET = handleSession(getBatchResults)
