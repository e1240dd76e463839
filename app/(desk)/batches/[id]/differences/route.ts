import { getBatchDifferences } from '#lib/api/batch-differences.ts'
import { handleSession } from '#lib/api/handle-session.ts'

export const GET = handleSession(getBatchDifferences)
