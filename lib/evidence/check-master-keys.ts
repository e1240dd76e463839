import type { Sql } from '#db/client.ts'
import { type Env, getEnv } from '#lib/env.ts'
import { EvidenceKeyError } from './keys.ts'
import { listMasterKeyIds } from './master-key.ts'
import { listWrappingMasters } from './store.ts'

type KeyEnv = Pick<Env, 'EVIDENCE_KEY' | 'EVIDENCE_KEY_OLD' | 'EVIDENCE_KEY_LOST' | 'DATA_DIR'>

/**
 * Throws an EvidenceKeyError that names the variable when evidence is under a master key that is not given: a desk must
 * not start with a wrong key, and seal what nobody else can open. Throws what the database throws while it is away.
 */
export async function assertMasterKeys(sql: Sql, env: KeyEnv = getEnv()): Promise<void> {
  const given = new Set([...listMasterKeyIds(env), ...env.EVIDENCE_KEY_LOST])
  const missing = (await listWrappingMasters(sql)).filter((id) => !given.has(id))
  if (missing.length === 0) return
  const name = env.EVIDENCE_KEY === undefined ? 'EVIDENCE_KEY, which is not set,' : 'EVIDENCE_KEY'
  throw new EvidenceKeyError(
    `Evidence is under the master key ${missing.join(' and ')}, and ${name} is another: give that one, as EVIDENCE_KEY or
  EVIDENCE_KEY_OLD. If it is gone for good, name it in EVIDENCE_KEY_LOST: what it locks stays locked.`,
  )
}
