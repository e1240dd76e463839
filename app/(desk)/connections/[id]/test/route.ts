import { postConnectionTest } from '#lib/api/connection-test.ts'
import { handleSession } from '#lib/api/handle-session.ts'

export const POST = handleSession(postConnectionTest)
