import type { Sql } from '#db/client.ts'
import { macOfEvent } from '#lib/audit/mac.ts'
import { parseCanon } from '#lib/audit/tree/inspect.ts'

/** What retention says that it dropped, in events that a writer of the desk wrote. */
export interface Dropped {
  /** How many leaves from the head may be without their events. */
  readonly leaves: number
  /** What was recorded before may be missing; ISO 8601, null when nothing may. */
  readonly evidenceBefore: string | null
  readonly recordBefore: string | null
}

/** Reads it anew, since retention may be at work. */
export async function readDropped(sql: Sql): Promise<Dropped> {
  const rows = await sql<{ canon: Buffer; mac: Buffer }[]>`
    select canon, mac from audit.event where kind = 'retention.run' order by id`
  let dropped: Dropped = { leaves: 0, evidenceBefore: null, recordBefore: null }
  for (const { canon, mac } of rows) {
    if (!macOfEvent(canon).equals(mac)) continue
    const said = readRun(canon)
    if (said?.class === 'evidence')
      dropped = { ...dropped, evidenceBefore: later(dropped.evidenceBefore, said.bound) }
    if (said?.class === 'record')
      dropped = {
        ...dropped,
        leaves: Math.max(dropped.leaves, said.leaves),
        recordBefore: later(dropped.recordBefore, said.bound),
      }
  }
  return dropped
}

function readRun(canon: Uint8Array) {
  const details = parseCanon(canon)?.['details']
  if (typeof details !== 'object' || details === null) return null
  if (!('class' in details && 'bound' in details && 'leaves' in details)) return null
  return { class: details.class, bound: String(details.bound), leaves: Number(details.leaves) }
}

function later(one: string | null, other: string): string {
  return one === null || other > one ? other : one
}
