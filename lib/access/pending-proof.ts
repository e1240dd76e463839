import { createHash } from 'node:crypto'
import { getSql } from '#db/client.ts'
import type { SignInMethod } from './sign-in-method.ts'

/** What was begun: a sign-in that wants a code, or a challenge to be signed by a passkey. */
export type ProofKind = 'code' | 'passkey_sign_in' | 'passkey_add' | 'passkey_confirm'

export interface PendingProof {
  readonly kind: ProofKind
  /** Null for whoever has a passkey. */
  readonly personId: string | null
  /** What was proven already. */
  readonly method: SignInMethod | null
}

/** How long a code may take to come, and a passkey to be touched. */
export const pendingProofSeconds = 600

/** Keeps what was begun, under what the browser holds. Each call also drops two that are too old. */
export async function keepProof(held: string, { kind, personId, method }: PendingProof): Promise<void> {
  await getSql()`
    with swept as (
      delete from pending_proof p using (
        select old.hash from pending_proof old where old.expires_at < clock_timestamp()
        order by old.expires_at limit 2 for update skip locked
      ) ended where p.hash = ended.hash
    )
    insert into pending_proof (hash, kind, person_id, method, expires_at)
    values (${digest(held)}, ${kind}, ${personId}, ${method},
      clock_timestamp() + make_interval(secs => ${pendingProofSeconds}))`
}

/** What was begun under what the browser holds; null when it is used or too old. */
export async function findProof(held: string, kind: ProofKind): Promise<PendingProof | null> {
  const [found] = await getSql()<PendingProof[]>`
    select kind, person_id "personId", method from pending_proof
    where hash = ${digest(held)} and kind = ${kind} and expires_at > clock_timestamp()`
  return found ?? null
}

/** Like `findProof`, and ends it: of two that come with the same the second finds nothing. */
export async function takeProof(held: string, kind: ProofKind): Promise<PendingProof | null> {
  const [found] = await getSql()<PendingProof[]>`
    delete from pending_proof
    where hash = ${digest(held)} and kind = ${kind} and expires_at > clock_timestamp()
    returning kind, person_id "personId", method`
  return found ?? null
}

function digest(held: string): string {
  return createHash('sha256').update(held).digest('hex')
}
