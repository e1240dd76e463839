import type { Sql } from '#db/client.ts'
import { fitsEvent } from '#lib/audit/mac.ts'
import { parseCanon } from './inspect.ts'

/**
 * Up to which id events were written before there were codes: what the first sealer recorded. 0 when there were
 * none; null when no sealer has begun yet.
 */
export async function findUnsignedThrough(sql: Sql): Promise<bigint | null> {
  const rows = await sql<{ canon: Buffer; mac: Buffer }[]>`
    select canon, mac from audit.event where kind = 'seal.began' order by id limit 100`
  for (const { canon, mac } of rows) {
    if (!fitsEvent(canon, mac)) continue
    const details = parseCanon(canon)?.['details']
    if (typeof details !== 'object' || details === null || !('unsigned_through' in details)) continue
    return BigInt(String(details.unsigned_through))
  }
  return null
}
