import { getBatchProgress } from '#lib/api/batch-progress.ts'
import { handleSession } from '#lib/api/handle-session.ts'

export const GET = handleSession(getBatchProgress)
