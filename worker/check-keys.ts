import { setTimeout as delay } from 'node:timers/promises'
import { getSql } from '#db/client.ts'
import { describeError } from '#lib/describe-error.ts'
import { assertMacKey, MacKeyError } from '#lib/audit/check-mac-key.ts'
import { assertMasterKeys } from '#lib/evidence/check-master-keys.ts'
import { EvidenceKeyError } from '#lib/evidence/keys.ts'
import { getLog } from '#lib/log.ts'

const retryMs = 1_000

/**
 * Whether this process has the key of codes, and the master keys that evidence is under. Waits for the database as long as it is away; what
 * is wrong is logged.
 */
export async function hasItsKeys(stopping: AbortSignal): Promise<boolean> {
  for (let isFirst = true; !stopping.aborted; isFirst = false) {
    try {
      await assertMacKey(getSql())
      await assertMasterKeys(getSql())
      return true
    } catch (error) {
      if (error instanceof EvidenceKeyError || error instanceof MacKeyError) {
        getLog().fatal(error.message)
        return false
      }
      if (isFirst) getLog().error(describeError(error), 'waits for the database')
      await delay(retryMs, undefined, { signal: stopping }).catch(() => {})
    }
  }
  return true
}
