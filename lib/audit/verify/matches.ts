import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '#db/client.ts'
import { readDropped } from './dropped.ts'
import { findFalseExchange, findFalseOutcome, findStrayEvidence } from './match-evidence.ts'
import { findFalseHold } from './match-holds.ts'
import { findFalseKey } from './match-keys.ts'
import { findEventWithoutRow, findFalseLookup } from './match-lookups.ts'
import type { Fault } from './result.ts'

/**
 * Look-ups, outcomes, exchanges, evidence and its keys beside their events: none without the other, and each as its
 * event says. What is gone is fine where an event says that it was dropped or erased. In constant memory, by batches
 * in the order of the keys.
 */
export async function findUnmatched(sql: Sql, settleMs: number): Promise<Fault | null> {
  const fault = await findOne(sql)
  if (!fault) return null
  // Rows and events commit together, but a batch may see what was dropped after the bounds were read.
  await sleep(Math.min(settleMs, 1000))
  return findOne(sql)
}

async function findOne(sql: Sql): Promise<Fault | null> {
  const dropped = await readDropped(sql)
  return (
    // First, since it names the event of a row whose id was changed; of the row itself there is none.
    (await findEventWithoutRow(sql)) ??
    (await findFalseLookup(sql)) ??
    (await findFalseOutcome(sql, dropped)) ??
    (await findFalseExchange(sql, dropped)) ??
    (await findStrayEvidence(sql)) ??
    (await findFalseKey(sql, dropped)) ??
    (await findFalseHold(sql, dropped))
  )
}
