import type { Sql } from '#db/client.ts'
import { getMacKeyFile, hasMacKey, noMac } from './mac.ts'

/** The key of codes is not the desk's. */
export class MacKeyError extends Error {
  override readonly name = 'MacKeyError'
}

/**
 * Throws a MacKeyError when there are events with codes and no key of codes is given: the key that would be made up now is another, and
 * whatever is written under it reads as forged. Throws what the database throws while it is away.
 */
export async function assertMacKey(sql: Sql): Promise<void> {
  if (hasMacKey()) return
  const [row] = await sql<{ mac: Buffer }[]>`select mac from audit.event order by id desc limit 1`
  if (!row || row.mac.equals(noMac)) return
  throw new MacKeyError(
    `AUDIT_MAC_KEY is not set and there is no ${getMacKeyFile()}: give the key of codes that the desk has, or its DATA_DIR.`,
  )
}
