import { getSql } from '#db/client.ts'
import { mostRetries } from '#lib/http/retry.ts'

/** One look-up of a row, as it stands recorded. */
export interface MadeLookup {
  readonly askedMs: number
  /** Of its accepted outcome. */
  readonly answeredMs: number
  readonly outcome: 'answered' | 'absent' | 'fault' | 'interrupted'
  readonly fault: string | null
  /** Of the last HTTP reply. */
  readonly status: number | null
  readonly exchanges: number
  /** Its event is there as well. */
  readonly intended: boolean
}

/** Why a row was asked once more, or that nothing recorded says why. */
type Why = 'kill' | 'fault' | 'nothing'

const passing: ReadonlySet<string | null> = new Set([
  'timeout',
  'unreachable',
  'rate_limited',
  'circuit_open',
  'cancelled',
])

/**
 * For each time that a row was asked once more, why: an earlier answer whose fault was worth it, or a kill while it was
 * under way, each kill once. An interruption without a kill is nobody's doing, even where it came last.
 */
export function whyAskedAgain(lookups: readonly MadeLookup[], kills: readonly number[]): readonly Why[] {
  const left = new Set(kills)
  const whys = lookups.map(({ outcome, fault, status, askedMs, answeredMs }): Why => {
    if (outcome === 'interrupted') {
      const kill = [...left].find((atMs) => askedMs <= atMs && atMs <= answeredMs)
      return kill !== undefined && left.delete(kill) ? 'kill' : 'nothing'
    }
    const isPassing = passing.has(fault) || (fault === 'provider_error' && (status ?? 0) >= 500)
    return outcome === 'fault' && isPassing ? 'fault' : 'nothing'
  })
  return whys.filter((_, at) => at < lookups.length - 1 || lookups[at]?.outcome === 'interrupted')
}

/**
 * How many of the calls about a row that a provider saw no look-up stands for that was committed by then: each stands for as
 * many as its outcome tells of, and one that was interrupted for as many as the way out may have made.
 */
export function countUnintended(lookups: readonly MadeLookup[], receivedMs: readonly number[]): number {
  const beyond = receivedMs
    .toSorted((one, other) => one - other)
    .map((atMs, index) => {
      const by = lookups.filter(({ intended, askedMs }) => intended && askedMs <= atMs)
      const most = by.map(({ outcome, exchanges }) =>
        outcome === 'interrupted' ? mostRetries + 1 : exchanges,
      )
      return index + 1 - most.reduce((sum, calls) => sum + calls, 0)
    })
  return Math.max(0, ...beyond)
}

interface Row {
  readonly ordinal: number
  readonly transactionId: string
  readonly state: string
  readonly outcome: string | null
}

interface SeenCall {
  readonly transactionIds: readonly string[]
  readonly receivedAt: number
  readonly status: number | null
  readonly fault: string | null
  readonly ending: string | null
}

/**
 * What stands there of a batch whose workers were killed at these moments (epoch milliseconds), against what the simulator
 * saw. Throws when the simulator has forgotten calls.
 */
export async function reckon(batchId: string, kills: readonly number[], simulator: string) {
  const sql = getSql()
  const rows = await sql<Row[]>`
    select ordinal, transaction_id as "transactionId", state, outcome from batch_item
    where batch_id = ${batchId} order by ordinal`
  const lookups = Map.groupBy(await readLookups(batchId), ({ ordinal }) => ordinal)
  const [without] = await sql<{ count: number }[]>`
    select count(*)::int as count from lookup l where l.request_id = ${batchId}
      and (select count(*) from lookup_outcome o where o.lookup_id = l.id and not o.late) <> 1`
  const answer = await fetch(`${simulator}/_simulator/calls?provider=gr8-tech`)
  const { calls }: { calls: readonly SeenCall[] } = await answer.json()
  const seen = Map.groupBy(
    calls.flatMap((call) => call.transactionIds.map((id) => ({ id, call }))),
    ({ id }) => id,
  )
  const told = rows.map(({ ordinal, transactionId, outcome }) => {
    const made = lookups.get(ordinal) ?? []
    const about = (seen.get(transactionId) ?? []).map(({ call }) => call)
    if (outcome === 'answered' && about.length === 0) throw new Error('The simulator forgot a call.')
    const received = about.map(({ receivedAt }) => receivedAt)
    const answers = made.filter((one) => one.outcome === 'answered' || one.outcome === 'absent').length
    return {
      whys: whyAskedAgain(made, kills),
      unintended: countUnintended(made, received),
      answers,
      calls: about.length,
      halfRead: kills.filter((atMs) => wasHalfRead(atMs, made, about)),
    }
  })
  const askedAgain = (why: Why) => told.flatMap(({ whys }) => whys.filter((one) => one === why)).length
  return {
    unended: rows.filter(({ state, outcome }) => state !== 'done' || outcome === null).length,
    interrupted: rows.filter(({ outcome }) => outcome === 'interrupted').length,
    withoutOne: without?.count ?? 0,
    answeredTwice: told.filter(({ answers }) => answers > 1).length,
    callsWithoutIntent: told.reduce((sum, { unintended }) => sum + unintended, 0),
    askedTooOften: askedAgain('nothing'),
    askedForKill: askedAgain('kill'),
    askedForFault: askedAgain('fault'),
    calls: told.reduce((sum, row) => sum + row.calls, 0),
    killsHalfRead: new Set(told.flatMap(({ halfRead }) => halfRead)).size,
  }
}

async function readLookups(batchId: string) {
  return getSql()<(MadeLookup & { readonly ordinal: number })[]>`
    select l.ordinal, (extract(epoch from l.asked_at) * 1000)::float8 as "askedMs",
      (extract(epoch from o.answered_at) * 1000)::float8 as "answeredMs", o.outcome, o.fault,
      cardinality(o.exchange_ids) as exchanges,
      (select x.status from exchange x where x.id = o.exchange_ids[cardinality(o.exchange_ids)]) as status,
      exists (select from audit.event e where e.kind = 'lookup.intent' and e.object_type = 'lookup'
        and e.object_id = l.id::text) as intended
    from lookup l join lookup_outcome o on o.lookup_id = l.id and not o.late
    where l.request_id = ${batchId} order by l.id`
}

/** Whether a part of a reply had come at a kill. */
function wasHalfRead(killedMs: number, lookups: readonly MadeLookup[], calls: readonly SeenCall[]): boolean {
  const lost = lookups.find(
    ({ outcome, askedMs, answeredMs }) =>
      outcome === 'interrupted' && askedMs <= killedMs && killedMs <= answeredMs,
  )
  if (!lost) return false
  const cut = calls.filter(
    ({ status, fault, ending }) => fault === 'drip' && status !== null && ending === 'client_left',
  )
  return cut.some(({ receivedAt }) => lost.askedMs <= receivedAt && receivedAt <= killedMs)
}
