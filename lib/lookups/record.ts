import { setTimeout as sleep } from 'node:timers/promises'
import { writeEvents } from '#lib/audit/write.ts'
import { type Asked, sealExchange } from '#lib/evidence/exchange.ts'
import { EvidenceKeyError, type KeyRing } from '#lib/evidence/keys.ts'
import type { Exchange } from '#lib/http/exchange.ts'
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

/** What became of the questions of one call. */
export interface CallOutcomes {
  readonly connectionId: string
  readonly outcomes: readonly Outcome[]
  /** The questions of the call, in order; every exchange is about all of them. Empty when nothing was sent and nothing said. */
  readonly asked: readonly Asked[]
  readonly cut: CutRows | null
}

/**
 * Records outcomes of calls with their exchanges, however long the database is away: an answer that
 * was received is not let go while this process lives. An answer that finds an outcome already there, since it
 * came after the look-up was called interrupted, is recorded as late and changes nothing; an interruption that
 * does is void. `findKeys` gives the keys of everybody the calls ask about, and is asked again when the database was away.
 */
export async function recordOutcomes(
  calls: readonly CallOutcomes[],
  findKeys: () => Promise<KeyRing>,
  insert: typeof insertOutcomes = insertOutcomes,
): Promise<void> {
  const keys = await untilRecorded(findKeys)
  const sealed = calls.flatMap((call) => exchangesOf(call).map((exchange) => seal(exchange, call, keys)))
  const exchangeRows = sealed.map(composeExchangeRow)
  const digests = new Map(sealed.map(({ clear, recordSha256 }) => [clear.id, recordSha256]))
  await record(
    calls.flatMap(({ outcomes }) => outcomes),
    false,
  )

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
      () => untilRecorded(() => insert(rows, late)),
      (ids) => rows.events.filter((event) => !ids.has(event.lookup_id ?? '')),
    )
    const rest = some.filter(({ lookup, answer }) => answer !== null && !taken.has(lookup.id))
    if (!late && rest.length > 0) await record(rest, true)
  }
}

/** No keys, for what says nothing of anybody. */
export const noKeys = async (): Promise<KeyRing> => new Map()

function exchangesOf({ outcomes }: CallOutcomes): readonly Exchange[] {
  return [
    ...new Map(
      outcomes.flatMap(({ exchanges }) => exchanges.map((made) => [made.id, made] as const)),
    ).values(),
  ]
}

function seal(exchange: Exchange, { connectionId, asked, cut }: CallOutcomes, keys: KeyRing) {
  return sealExchange(exchange, connectionId, asked, keys, cut)
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
