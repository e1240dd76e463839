import type { Sql } from '#db/pool.ts'
import { fitsEvent, listMacKeys } from '#lib/audit/mac.ts'
import { parseCanon } from '#lib/audit/tree/inspect.ts'

/**
 * Keys of codes that the desk had and that were not given. What stands under them can still be checked against the
 * signed roots, and not by its codes.
 */
export interface MissingKeys {
  /** Whether an event whose code fits no key may be under one that is missing. */
  readonly mayCode: (eventId: bigint, canon: Uint8Array) => boolean
  /** What an event that fits no key says of its own; empty when it names one that was given. */
  readonly explain: (canon: Uint8Array) => string
  readonly maySeal: (leafIndex: number) => boolean
  /** Empty when none is missing. */
  readonly names: readonly string[]
}

const sample = 1000

/**
 * Which keys are missing, by what the desk itself recorded when it changed them: nobody can claim one that never was. When
 * not one of the newest events fits, none of the keys given is the desk's.
 */
export async function findMissingKeys(sql: Sql): Promise<MissingKeys> {
  if (!(await fitsAny(sql)))
    return {
      mayCode: () => true,
      explain: () => '',
      maySeal: () => true,
      names: ['any that the record was written under'],
    }
  const known = listMacKeys()
  const given = new Set([known.current, ...known.old])
  const names = new Set<string>()
  let sealedBelow = 0
  let codedBelow = 0n
  const rows = await sql<{ id: string; canon: Buffer; mac: Buffer }[]>`
    select id::text, canon, mac from audit.event where kind = 'code.key_changed' order by audit.event.id`
  for (const { id, canon, mac } of rows) {
    if (!fitsEvent(canon, mac)) continue
    const { from, treeSize } = readChange(canon)
    const missing = from.filter((key) => !given.has(key))
    if (missing.length === 0) continue
    for (const name of missing) names.add(name)
    sealedBelow = Math.max(sealedBelow, treeSize)
    codedBelow = codedBelow > 0n ? codedBelow : BigInt(id)
  }
  return {
    mayCode: (eventId, canon) => {
      const claimed = parseCanon(canon)?.['mac_key']
      // Events from before keys had ids name none.
      return typeof claimed === 'string' ? names.has(claimed) : eventId < codedBelow
    },
    explain: (canon) => {
      const claimed = parseCanon(canon)?.['mac_key']
      if (typeof claimed !== 'string' || given.has(claimed)) return ''
      return `; it names the key ${claimed}, which was not given and which the record does not vouch for`
    },
    maySeal: (leafIndex) => leafIndex < sealedBelow,
    names: [...names],
  }
}

async function fitsAny(sql: Sql): Promise<boolean> {
  const rows = await sql<{ canon: Buffer; mac: Buffer }[]>`
    select canon, mac from audit.event order by id desc limit ${sample}`
  return rows.length === 0 || rows.some(({ canon, mac }) => fitsEvent(canon, mac))
}

function readChange(canon: Uint8Array) {
  const details = parseCanon(canon)?.['details']
  if (typeof details !== 'object' || details === null || !('from' in details && 'tree_size' in details))
    return { from: [], treeSize: 0 }
  const given: readonly unknown[] = Array.isArray(details.from) ? details.from : []
  return { from: given.map(String), treeSize: Number(details.tree_size) }
}
