import type { Actor } from '#lib/access/actor.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { findExchange } from '#lib/lookups/evidence.ts'
import { listLookups, lookupFilter } from '#lib/lookups/list.ts'
import { findLookup } from '#lib/lookups/read.ts'
import { toPublic } from '#lib/lookups/view.ts'
import { respondJson } from './handle.ts'

const pageSize = 50

/** GET /lookups: a page of look-ups, the newest first. */
export async function getLookups(actor: Actor, request: Request): Promise<Response> {
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== '')
  const filter = parseInput(lookupFilter, Object.fromEntries(given))
  const { data, nextCursor } = await listLookups(actor, filter, pageSize)
  return respondJson({ data: data.map(toPublic), nextCursor })
}

/** GET /lookups/{id} */
export async function getLookup(actor: Actor, _request: Request, { id }: { id: string }): Promise<Response> {
  const found = await findLookup(actor, id)
  if (!found) throw new ProblemError({ kind: 'not_found', message: 'There is no look-up with this id.' })
  return respondJson(toPublic(found))
}

/** GET /lookups/{id}/exchanges/{n}/response: the stored bytes of a reply, masked, with both digests. */
export async function getResponseBytes(
  actor: Actor,
  _request: Request,
  { id, n }: { id: string; n: string },
): Promise<Response> {
  const exchange = await findExchange(actor, id, Number(n))
  if (!exchange?.responseBody) {
    throw new ProblemError({ kind: 'not_found', message: 'No reply is stored for this exchange.' })
  }
  const headers = new Headers({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${id}-${exchange.n}.bin"`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  if (exchange.storedSha256) headers.set('repr-digest', formatDigest(exchange.storedSha256))
  if (exchange.receivedSha256)
    headers.set('statusdesk-received-digest', formatDigest(exchange.receivedSha256))
  return new Response(Uint8Array.from(exchange.responseBody), { headers })
}

/** As in RFC 9530, section 2: `sha-256=:base64:`. */
function formatDigest(hex: string): string {
  return `sha-256=:${Buffer.from(hex, 'hex').toString('base64')}:`
}
