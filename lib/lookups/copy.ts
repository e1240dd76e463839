import type { Actor } from '#lib/access/actor.ts'
import type { CopiedPart } from './copied-part.ts'
import { formatCurl } from './curl.ts'
import { decodeBody } from './decode-body.ts'
import { findExchange } from './evidence.ts'

/** One part of an exchange as text, for the clipboard, recorded as copied; null when there is no such thing. */
export async function copyPayload(
  actor: Actor,
  lookupId: string,
  n: number,
  part: CopiedPart,
): Promise<string | null> {
  const exchange = await findExchange(actor, lookupId, n, part)
  if (exchange?.state !== 'kept') return null
  const sent = decodeBody(exchange.requestBody)?.text ?? null
  switch (part) {
    case 'request':
      return sent
    case 'reply':
      return decodeBody(exchange.responseBody)?.text ?? null
    case 'curl':
      return formatCurl(exchange, sent)
  }
}
