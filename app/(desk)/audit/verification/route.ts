import { getVerification } from '#lib/api/audit-verification.ts'
import { handleSession } from '#lib/api/handle-session.ts'

export const GET = handleSession(getVerification)
