import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { getPublicKeyFile } from './checkpoint-dir.ts'
import { type InclusionProof, proveEvent } from './prove.ts'
import { recordEvent } from './record.ts'

const eventId = z.string().regex(/^[1-9]\d{0,17}$/)

/**
 * The proof that an event stands in the record, as `npm run audit:prove` writes it. It holds the event, so giving it
 * out is an export, and an event that is recorded first.
 */
export async function giveProof(actor: Actor, id: string): Promise<InclusionProof> {
  await assertCan(actor, 'audit.export', { type: 'event', id })
  const proof = eventId.safeParse(id).success ? await proveEvent(BigInt(id)) : null
  if (!proof) throw new ProblemError({ kind: 'not_found', message: notProvable })
  await recordEvent(actor, { kind: 'event.proved', eventId: id, treeSize: proof.tree_size })
  return proof
}

const notProvable =
  'There is no event with this number, or no checkpoint covers it yet: that takes ten seconds.'

/** The key that checkpoints are signed with, its public half: what whoever checks a proof needs, and no secret. */
export async function readPublicKey(actor: Actor): Promise<string> {
  await assertCan(actor, 'audit.export')
  try {
    return await readFile(getPublicKeyFile(), 'utf8')
  } catch {
    throw new ProblemError({
      kind: 'not_found',
      message: 'The sealer has left no public key in the DATA_DIR of this process.',
    })
  }
}
