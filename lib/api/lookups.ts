import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { copiedParts } from '#lib/lookups/copied-part.ts'
import { copyPayload } from '#lib/lookups/copy.ts'
import { findExchange } from '#lib/lookups/evidence.ts'
import { listLookups, lookupFilter } from '#lib/lookups/list.ts'
import { findLookup } from '#lib/lookups/read.ts'
import { toPublic } from '#lib/lookups/view.ts'
import { respondJson } from './handle.ts'

const pageSize = 50

/** GET /lookups: a page of look-ups, the newest first. */
export async function getLookups(actor: Actor, request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const given = [...new Set(searchParams.keys())].flatMap((name) => {
    const values = searchParams.getAll(name).filter((value) => value !== '')
    // What stands several times is refused by its name, not guessed at.
    return values.length === 0 ? [] : [[name, values.length === 1 ? values[0] : values] as const]
  })
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

interface ExchangeParams {
  readonly id: string
  readonly n: string
}

/**
 * GET /lookups/{id}/exchanges/{n}/response: the stored bytes of a reply, masked, with both digests. What was erased
 * stands in them as `[erased: 214 bytes]`, and then there is no digest of what is stored.
 */
export async function getResponseBytes(
  actor: Actor,
  _request: Request,
  { id, n }: ExchangeParams,
): Promise<Response> {
  // A page's own download and a token's request come the same way.
  const exchange = await findExchange(actor, id, Number(n), actor.kind === 'token' ? 'api' : 'download')
  if (!exchange?.responseBody) throw new ProblemError(noReply)
  const headers = new Headers({
    ...neverDrawn,
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${id}-${exchange.n}.bin"`,
  })
  if (exchange.storedSha256 && exchange.missing.reply === 0)
    headers.set('repr-digest', formatDigest(exchange.storedSha256))
  if (exchange.receivedSha256)
    headers.set('statusdesk-received-digest', formatDigest(exchange.receivedSha256))
  return new Response(Uint8Array.from(exchange.responseBody), { headers })
}

/** POST /lookups/{id}/exchanges/{n}/copy?part=…: a part of an exchange as text, for the clipboard. */
export async function postCopy(actor: Actor, request: Request, { id, n }: ExchangeParams): Promise<Response> {
  await assertCan(actor, 'payload.read', { type: 'lookup', id })
  const { part } = parseInput(copied, Object.fromEntries(new URL(request.url).searchParams))
  const text = await copyPayload(actor, id, Number(n), part)
  if (text === null) throw new ProblemError(noReply)
  return new Response(text, { headers: { ...neverDrawn, 'content-type': 'text/plain; charset=utf-8' } })
}

const copied = z.strictObject({
  part: z.enum(copiedParts, `must be one of ${copiedParts.join(', ')}`),
})

const noReply = { kind: 'not_found', message: 'Nothing is stored of this exchange.' } as const

/** What a provider wrote is never drawn by a browser as a page of ours. */
const neverDrawn = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

/** As in RFC 9530, section 2: `sha-256=:base64:`. */
function formatDigest(hex: string): string {
  return `sha-256=:${Buffer.from(hex, 'hex').toString('base64')}:`
}
