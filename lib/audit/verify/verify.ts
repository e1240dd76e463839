import { setTimeout as sleep } from 'node:timers/promises'
import { openSql, type Sql } from '#db/pool.ts'
import { hasMacKey } from '#lib/audit/mac.ts'
import { findHoles, type Hole } from '#lib/audit/seal/holes.ts'
import { readFrontier } from '#lib/audit/seal/store.ts'
import { parseVerifiers } from '#lib/audit/tree/note.ts'
import { findUnsignedThrough } from '#lib/audit/tree/unsigned.ts'
import { findMissingKeys } from './missing-keys.ts'
import { findTakenFromKept } from './held.ts'
import { findUnmatched } from './matches.ts'
import { type Outside, readOutside } from './outside.ts'
import { type Fault, UncheckedError, type Verification } from './result.ts'
import { walkRecord } from './walk.ts'

export interface VerifyOptions {
  /** Public keys of checkpoints, one a line. */
  readonly publicKey: string
  readonly checkpointDir: string
  /** How old the newest outside checkpoint may be; ten minutes when not given. */
  readonly longestAgeMs?: number
  /** How long a number may be on its way into the record before it counts as missing; five seconds when not given. */
  readonly settleMs?: number
  /** Told now and then how many sealed events were gone through. */
  readonly onProgress?: (done: number) => void
}

/**
 * Checks the whole record against the checkpoints outside the database, in constant memory, and changes nothing. The
 * key of the codes must be that of the desk.
 */
export async function verifyRecord(options: VerifyOptions): Promise<Verification> {
  const startedAt = performance.now()
  const nothing = {
    events: 0,
    seals: 0,
    unsealed: 0,
    outsideCheckpoints: 0,
    newestOutside: null,
    fault: null,
    notices: [],
  }
  const sql = openSql('statusdesk_app', 4)
  try {
    const verification = await checkRecord(sql, options)
    return { ...nothing, ...verification, durationMs: performance.now() - startedAt }
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(error) : String(error)
    return { ...nothing, outcome: 'unchecked', notices: [reason], durationMs: performance.now() - startedAt }
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** The same over a pool of the caller's. Throws when something that is needed to check is not there. */
export async function checkRecord(
  sql: Sql,
  options: VerifyOptions,
): Promise<Omit<Verification, 'durationMs'>> {
  const { longestAgeMs = 600_000, settleMs = 5000 } = options
  const verifiers = parseVerifiers(options.publicKey)
  const outside = await readOutside(options.checkpointDir, verifiers)
  if (!hasMacKey())
    throw new UncheckedError('The key of the codes is missing: AUDIT_MAC_KEY, or audit-mac-key in DATA_DIR.')
  const unsignedThrough = (await findUnsignedThrough(sql)) ?? 0n
  const missing = await findMissingKeys(sql)
  const notices: string[] = []
  // Side by side: one keeps this process busy, the other the database.
  const [walk, holes] = await Promise.all([
    walkRecord(sql, verifiers, outside, unsignedThrough, missing, options.onProgress),
    findHoles(sql, 'all'),
  ])
  const fault =
    outside.fault ??
    walk.fault ??
    (await checkFrontier(sql, walk.tree.size)) ??
    (await checkNumbers(sql, holes, settleMs, notices)) ??
    (await findUnmatched(sql, settleMs)) ??
    (await findTakenFromKept(sql))
  if (walk.dropped > 0) notices.push(`Retention dropped ${walk.dropped} sealed events; their seals stand.`)
  if (unsignedThrough > 0n)
    notices.push(`Events up to ${unsignedThrough} were written before there were codes.`)
  const { newest, count, strangers } = outside
  for (const name of strangers)
    notices.push(
      `Checkpoints are signed by ${name} too, whose public key was not given: give all keys there were.`,
    )
  for (const name of missing.names)
    notices.push(`Codes cannot be checked: their key was not given (AUDIT_MAC_KEY_OLD): ${name}.`)
  const isStale = Date.now() - newest.signedAt.getTime() > longestAgeMs
  return {
    outcome: fault
      ? 'tampered'
      : strangers.size + missing.names.length > 0
        ? 'unchecked'
        : isStale
          ? 'stale'
          : 'intact',
    events: walk.tree.size + walk.unsealed,
    seals: walk.tree.size,
    unsealed: walk.unsealed,
    outsideCheckpoints: count,
    newestOutside: describeNewest(newest),
    fault,
    notices,
  }
}

function describeNewest({ size, signedAt }: Outside['newest']) {
  return { size, signedAt: signedAt.toISOString() }
}

async function checkFrontier(sql: Sql, size: number): Promise<Fault | null> {
  const { tree } = await readFrontier(sql)
  return tree.size >= size
    ? null
    : { eventId: null, text: `The frontier says ${tree.size} leaves, and ${size} are sealed.` }
}

/** Numbers that writers passed over. What is still on its way when it is first seen is there when it is seen again. */
async function checkNumbers(
  sql: Sql,
  found: readonly Hole[],
  settleMs: number,
  notices: string[],
): Promise<Fault | null> {
  let holes = found
  for (const until = Date.now() + settleMs; holes.some(({ named }) => !named) && Date.now() < until;) {
    await sleep(Math.min(500, settleMs))
    holes = await findHoles(sql, 'all')
  }
  for (const { writer_id, first, last, named } of holes)
    if (named) notices.push(`Numbers ${first} to ${last} of writer ${writer_id} were lost when it ended.`)
  const hole = holes.find(({ named }) => !named)
  if (!hole) return null
  const { writer_id, first, last, before } = hole
  const text =
    BigInt(first) > BigInt(last)
      ? `number ${last} of writer ${writer_id} stands twice`
      : `an event is missing before it: number ${first === last ? first : `${first} to ${last}`} of writer ${writer_id}`
  return { eventId: before, text }
}
