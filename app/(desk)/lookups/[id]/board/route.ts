import { getBoard } from '#lib/api/board.ts'
import { handleSession } from '#lib/api/handle-session.ts'

export const GET = handleSession(getBoard)
