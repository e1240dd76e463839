import { setTimeout as sleep } from 'node:timers/promises'
import { writeEvents } from '#lib/audit/write.ts'
import { type Asked, sealExchange } from '#lib/evidence/exchange.ts'
import { EvidenceKeyError, type KeyRing } from '#lib/evidence/keys.ts'
import { getLog } from '#lib/log.ts'
import type { CutRows } from '#lib/providers/contract.ts'
import {
  composeExchangeRow,
  composeOutcomeEvent,
  composeOutcomeRow,
  digestEvidence,
  type Outcome,
} from './outcomes.ts'
import { insertOutcomes } from './store.ts'

const retryMs = 500

/** What the exchanges of outcomes are sealed by. */
export interface CallEvidence {
  /** The questions of the call, in order; every exchange is about all of them. */
  readonly asked: readonly Asked[]
  readonly cut: CutRows | null
  /** The keys of everybody it asks about. Asked again when the database was away. */
  readonly keys: () => Promise<KeyRing>
}

/**
 * Records outcomes of one call with their exchanges, however long the database is away: an answer that
 * was received is not let go while this process lives. An answer that finds an outcome already there, since it
 * came after the look-up was called interrupted, is recorded as late and changes nothing; an interruption that
 * does is void. Without `call` nothing was sent and nothing said.
 */
export async function recordOutcomes(
  connectionId: string,
  outcomes: readonly Outcome[],
  call: CallEvidence | null,
): Promise<void> {
  const keys: KeyRing = call === null ? new Map() : await untilRecorded(call.keys)
  const exchanges = new Map(
    outcomes.flatMap((outcome) => outcome.exchanges.map((made) => [made.id, made] as const)),
  )
  const sealed = [...exchanges.values()].map((exchange) =>
    sealExchange(exchange, connectionId, call?.asked ?? [], keys, call?.cut ?? null),
  )
  const exchangeRows = sealed.map(composeExchangeRow)
  const digests = new Map(sealed.map(({ clear, recordSha256 }) => [clear.id, recordSha256]))
  await record(outcomes, false)

  async function record(some: readonly Outcome[], late: boolean): Promise<void> {
    const made = some.map((outcome) => {
      const row = composeOutcomeRow(outcome, keys)
      const evidenceSha256 = digestEvidence(row, (id) => digests.get(id) ?? '-')
      return { row, event: composeOutcomeEvent(outcome, late, evidenceSha256) }
    })
    const rows = {
      outcomes: made.map(({ row }) => row),
      exchanges: exchangeRows,
      events: made.map(({ event }) => event),
    }
    const taken = await writeEvents(
      rows.events,
      () => untilRecorded(() => insertOutcomes(rows, late)),
      (ids) => rows.events.filter((event) => !ids.has(event.lookup_id ?? '')),
    )
    const rest = some.filter(({ lookup, answer }) => answer !== null && !taken.has(lookup.id))
    if (!late && rest.length > 0) await record(rest, true)
  }
}

async function untilRecorded<Result>(write: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (isRefusal(error)) throw error
      getLog().error({ err: error }, 'An outcome could not be recorded yet')
      await sleep(retryMs)
    }
  }
}

/** The statement itself is wrong (SQLSTATE classes 22, 23 and 42), or a key: trying again would never help. */
function isRefusal(error: unknown): boolean {
  if (error instanceof EvidenceKeyError) return true
  return error instanceof Error && 'code' in error && /^(?:22|23|42)/.test(String(error.code))
}
