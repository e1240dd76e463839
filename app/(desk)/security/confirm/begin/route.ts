import { findAnybody, postBegin } from '#lib/api/confirm-by-passkey.ts'
import { handleSession } from '#lib/api/handle-session.ts'

export const POST = handleSession(postBegin, findAnybody)
