import type { Sql } from '#db/pool.ts'
import { systemActor } from '#lib/access/actor.ts'
import { fitsEvent, listMacKeys } from '#lib/audit/mac.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { parseCanon } from '#lib/audit/tree/inspect.ts'
import { findSigner } from '#lib/audit/tree/note.ts'

const sealer = systemActor('sealer')

/**
 * Records that the desk works under other keys than before, so that who verifies later learns from the record which keys
 * there were. `origin` is the name of the key that signs.
 */
export async function recordKeyChanges(sql: Sql, origin: string, treeSize: number): Promise<void> {
  const signer = await findLastSigner(sql)
  if (signer !== null && signer !== origin)
    await recordEvent(sealer, { kind: 'seal.key_changed', from: signer, to: origin })
  const { current, old } = listMacKeys()
  if (old.length > 0 && !(await isCodeKeyTold(sql, current)))
    await recordEvent(sealer, { kind: 'code.key_changed', from: old, to: current, treeSize })
}

async function findLastSigner(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ note: string }[]>`select note from audit.checkpoint order by id desc limit 1`
  return row ? findSigner(row.note) : null
}

async function isCodeKeyTold(sql: Sql, current: string): Promise<boolean> {
  const rows = await sql<{ canon: Buffer; mac: Buffer }[]>`
    select canon, mac from audit.event where kind = 'code.key_changed' order by id`
  return rows.some(({ canon, mac }) => {
    const details = parseCanon(canon)?.['details']
    if (typeof details !== 'object' || details === null || !('to' in details)) return false
    return details.to === current && fitsEvent(canon, mac)
  })
}
