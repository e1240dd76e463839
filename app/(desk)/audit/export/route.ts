import { getAuditExport } from '#lib/api/audit-export.ts'
import { handleSession } from '#lib/api/handle-session.ts'

export const GET = handleSession(getAuditExport)
