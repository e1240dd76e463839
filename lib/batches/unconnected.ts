import { getConnections } from '#lib/connections/open.ts'
import { getLog } from '#lib/log.ts'
import { endRowsOfOthers } from './sweep-store.ts'

/**
 * Ends rows whose connection is not there any more, and of which nobody has asked any for ten minutes: a batch would never
 * end with them. They end as faults, which a retry has asked when the connection is back.
 */
export async function endUnconnected(): Promise<void> {
  const ended = await endRowsOfOthers([...getConnections().byId.keys()])
  for (const one of ended) getLog().warn(one, 'Rows of a batch ended: their connection is not there any more')
}
