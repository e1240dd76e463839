import { setTimeout as delay } from 'node:timers/promises'
import { getSql } from '#db/client.ts'
import { describeError } from '#lib/describe-error.ts'
import { assertMasterKeys } from '#lib/evidence/check-master-keys.ts'
import { EvidenceKeyError } from '#lib/evidence/keys.ts'
import { getLog } from '#lib/log.ts'

const retryMs = 1_000

/**
 * Whether evidence is under the master keys that this process has. Waits for the database as long as it is away; what
 * is wrong is logged.
 */
export async function hasItsMasterKeys(stopping: AbortSignal): Promise<boolean> {
  for (let isFirst = true; !stopping.aborted; isFirst = false) {
    try {
      await assertMasterKeys(getSql())
      return true
    } catch (error) {
      if (error instanceof EvidenceKeyError) {
        getLog().fatal(error.message)
        return false
      }
      if (isFirst) getLog().error(describeError(error), 'waits for the database')
      await delay(retryMs, undefined, { signal: stopping }).catch(() => {})
    }
  }
  return true
}
