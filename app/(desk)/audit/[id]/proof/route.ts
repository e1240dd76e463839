import { getProof } from '#lib/api/audit-proof.ts'
import { handleSession } from '#lib/api/handle-session.ts'

export const GET = handleSession(getProof)
