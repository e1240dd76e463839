import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { exportFormats } from '#lib/audit/export-format.ts'
import { exportAudit } from '#lib/audit/export.ts'
import { auditFilter } from '#lib/audit/filter.ts'

const asked = auditFilter.extend({
  format: z.enum(exportFormats, `must be one of ${exportFormats.join(', ')}`),
})

/** GET /audit/export?format=…: everything that the filter matches, as a file that is written while it is read. */
export async function getAuditExport(actor: Actor, request: Request): Promise<Response> {
  await assertCan(actor, 'audit.export')
  const { format, ...filter } = parseInput(asked, Object.fromEntries(new URL(request.url).searchParams))
  const { fileName, mediaType, pieces } = await exportAudit(actor, filter, format)
  return new Response(toStream(pieces), {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
}

/** Asks for a piece when the reader wants one, and no more when the reader has gone. */
function toStream(pieces: AsyncGenerator<string | Uint8Array>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
