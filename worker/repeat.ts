import { setTimeout as delay } from 'node:timers/promises'
import { describeError } from '#lib/describe-error.ts'
import { getLog } from '#lib/log.ts'

/**
 * Does `work` again and again, `everyMs` after it was last done, until `stopping`. What it throws is logged once
 * per spell of failures: a database that is away comes back, and the loop with it.
 */
export async function repeat(
  name: string,
  everyMs: number,
  work: () => Promise<unknown>,
  stopping: AbortSignal,
): Promise<void> {
  let failing = false
  while (!stopping.aborted) {
    try {
      await work()
      if (failing) getLog().info({ loop: name }, 'works again')
      failing = false
    } catch (error) {
      if (!failing) getLog().error({ loop: name, ...describeError(error) }, 'failed, and tries again')
      failing = true
    }
    await delay(everyMs, undefined, { signal: stopping }).catch(() => {})
  }
}
