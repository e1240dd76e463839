import type { Actor } from '#lib/access/actor.ts'
import { giveProof, readPublicKey } from '#lib/audit/proof.ts'

/** GET /audit/{id}/proof: the file that `tools/check-proof.mjs` checks. */
export async function getProof(actor: Actor, _request: Request, { id }: { id: string }): Promise<Response> {
  const proof = await giveProof(actor, id)
  return respondFile(`event-${proof.event.id}.proof.json`, `${JSON.stringify(proof, null, 2)}\n`)
}

/** GET /audit/public-key: one key a line. */
export async function getPublicKey(actor: Actor): Promise<Response> {
  return respondFile('statusdesk-public-key.txt', await readPublicKey(actor))
}

function respondFile(name: string, text: string): Response {
  return new Response(text, {
    headers: {
      'content-type': name.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
}
