import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { exportAudit } from '#lib/audit/export.ts'
import { auditFilter } from '#lib/audit/filter.ts'
import { fileFormats } from '#lib/files/format.ts'
import { respondFile } from './file.ts'

const asked = auditFilter.extend({
  format: z.enum(fileFormats, `must be one of ${fileFormats.join(', ')}`),
})

/** GET /audit/export?format=…: everything that the filter matches, as a file that is written while it is read. */
export async function getAuditExport(actor: Actor, request: Request): Promise<Response> {
  await assertCan(actor, 'audit.export')
  const { format, ...filter } = parseInput(asked, Object.fromEntries(new URL(request.url).searchParams))
  return respondFile(await exportAudit(actor, filter, format))
}
