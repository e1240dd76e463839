import { setTimeout as sleep } from 'node:timers/promises'
import { writeEvents } from '#lib/audit/write.ts'
import { getLog } from '#lib/log.ts'
import { composeExchangeRow, composeOutcomeEvent, composeOutcomeRow, type Outcome } from './outcomes.ts'
import { insertOutcomes } from './store.ts'

const retryMs = 500

/**
 * Records outcomes of one connection with their exchanges, however long the database is away: an answer that
 * was received is not let go while this process lives. An answer that finds an outcome already there, since it
 * came after the look-up was called interrupted, is recorded as late and changes nothing; an interruption that
 * does is void.
 */
export async function recordOutcomes(connectionId: string, outcomes: readonly Outcome[]): Promise<void> {
  const exchanges = new Map(
    outcomes.flatMap((outcome) => outcome.exchanges.map((made) => [made.id, made] as const)),
  )
  const exchangeRows = [...exchanges.values()].map((exchange) => composeExchangeRow(exchange, connectionId))
  await record(outcomes, false)

  async function record(some: readonly Outcome[], late: boolean): Promise<void> {
    const rows = {
      outcomes: some.map(composeOutcomeRow),
      exchanges: exchangeRows,
      events: some.map((outcome) => composeOutcomeEvent(outcome, late)),
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

/** The statement itself is wrong (SQLSTATE classes 22, 23 and 42): trying again would never help. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:22|23|42)/.test(String(error.code))
}
