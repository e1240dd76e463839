import { respondJson } from '#lib/api/handle.ts'
import { handleSession } from '#lib/api/handle-session.ts'
import { listRecentBoards } from '#lib/desk/recent.ts'

export const GET = handleSession(async (actor) => respondJson(await listRecentBoards(actor)))
