import { createHmac, hash } from 'node:crypto'
import type { Place, SignedNote } from './outside-place.ts'

const longestWaitMs = 10_000

/**
 * A webhook as a place for checkpoints: each note is posted by itself, in order, and counts as kept when the answer is
 * 2xx. `statusdesk-signature` is `t=SECONDS,v1=HEX`, the HMAC-SHA256 of `SECONDS.BODY` under the shared secret. A
 * note whose answer was lost comes again with the same `idempotency-key`. No redirect is followed: the secret speaks
 * to the address that was configured, which may be a private one.
 */
export function openWebhook(url: string, secret: string): Place {
  return {
    kind: 'webhook',
    address: url,
    mostAtOnce: 1,
    keep: async (notes, stopping) => {
      for (const note of notes) await post(url, secret, note, stopping)
    },
  }
}

async function post(url: string, secret: string, { note }: SignedNote, stopping: AbortSignal): Promise<void> {
  const seconds = Math.floor(Date.now() / 1000)
  const code = createHmac('sha256', secret).update(`${seconds}.${note}`).digest('hex')
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'idempotency-key': hash('sha256', note),
      'statusdesk-signature': `t=${seconds},v1=${code}`,
    },
    body: note,
    redirect: 'manual',
    signal: AbortSignal.any([stopping, AbortSignal.timeout(longestWaitMs)]),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`)
}
