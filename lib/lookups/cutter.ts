import { getLog } from '#lib/log.ts'
import type { Adapter, CutRows } from '#lib/providers/contract.ts'

/**
 * What says whose bytes are whose in the calls of an adapter; null where each is about one player. A defect of the
 * adapter must not cost the answer: what it cannot cut is kept whole, under the connection's key.
 */
export function cutterOf({ key, cutRows }: Adapter): CutRows | null {
  if (!cutRows) return null
  return (bodies, questions) => {
    try {
      return cutRows(bodies, questions)
    } catch (error) {
      getLog().error({ err: error, provider: key }, 'An adapter failed to say whose bytes are whose')
      return { request: [], reply: [] }
    }
  }
}
