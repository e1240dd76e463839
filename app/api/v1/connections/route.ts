import { getConnectionList } from '#lib/api/connections.ts'
import { handle } from '#lib/api/handle.ts'

export const GET = handle(getConnectionList)
