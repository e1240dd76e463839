import type { Actor } from '#lib/access/actor.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { EvidenceKeyError, rewrapKey } from './keys.ts'
import { getMasterKey } from './master-key.ts'
import { readKeysUnderOthers, updateWrapped } from './store.ts'

const mostAtOnce = 500

/**
 * Wraps every key of evidence anew under the current master key, and records that it did. Ended halfway, it goes on
 * where it was when it is called again; what asks meanwhile finds keys under either. Gives how many it wrapped. Throws
 * when one is under a master key that this process does not have, or is not as it was written.
 */
export async function rewrapKeys(
  actor: Actor,
  onProgress: (done: number) => void = () => {},
  batchSize = mostAtOnce,
): Promise<number> {
  const master = getMasterKey()
  let done = 0
  for (;;) {
    const keys = await readKeysUnderOthers(master.id, batchSize)
    if (keys.length === 0) break
    const rewrapped = keys.map((key) => {
      const wrapped = rewrapKey(key, master)
      if (!wrapped) throw new EvidenceKeyError(`The key ${key.id} of evidence is not as it was written.`)
      return { was: key.masterKeyId, key: wrapped }
    })
    done += await updateWrapped(rewrapped)
    onProgress(done)
  }
  await recordEvent(actor, { kind: 'evidence.rewrapped', masterKeyId: master.id, keys: done })
  return done
}
