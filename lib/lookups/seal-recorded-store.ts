import { getSql } from '#db/client.ts'
import type { Exchange } from '#lib/http/exchange.ts'
import type { Notice } from '#lib/providers/answer.ts'

interface RecordedQuestion {
  readonly id: string
  readonly provider: string
  readonly connectionId: string
  readonly transactionId: string | null
  readonly playerId: string | null
  readonly input: Readonly<Record<string, string>>
}

/** An outcome whose words are in clear. */
export interface ClearOutcome {
  readonly id: string
  readonly lookup: RecordedQuestion
  readonly text: string | null
  readonly notices: readonly Notice[]
}

/** An exchange in clear, with every look-up that it answers. */
export interface ClearExchange extends Omit<Exchange, 'startedAt' | 'requestBody' | 'responseBody'> {
  readonly connectionId: string
  readonly startedAt: string
  /** Base64. */
  readonly requestBody: string | null
  readonly responseBody: string | null
  readonly lookups: readonly RecordedQuestion[]
}

const question = `jsonb_build_object('id', l.id, 'provider', l.provider, 'connectionId', l.connection_id,
  'transactionId', l.transaction_id, 'playerId', l.player_id, 'input', l.input)`

/** The oldest that was recorded before evidence was encrypted and is not sealed, at most so many of each. */
export async function readClear(
  most: number,
): Promise<{ readonly outcomes: readonly ClearOutcome[]; readonly exchanges: readonly ClearExchange[] }> {
  const sql = getSql()
  const outcomes = await sql<ClearOutcome[]>`
    select o.id, ${sql.unsafe(question)} as lookup, o.provider_text as text, o.notices
    from lookup_outcome o join lookup l on l.id = o.lookup_id
    where o.digest_version = 1 and o.words_sha256 is null and (o.provider_text is not null or o.notices <> '[]')
    order by o.id limit ${most}`
  const exchanges = await sql<ClearExchange[]>`
    select x.id, x.connection_id as "connectionId", x.method, x.url, x.http_version as "httpVersion", x.status,
      x.started_at as "startedAt", x.duration_ms as "durationMs", x.fault, x.phase, x.fault_text as "faultText",
      x.request_headers as "requestHeaders", encode(x.request_body, 'base64') as "requestBody",
      x.response_headers as "responseHeaders", encode(x.response_body, 'base64') as "responseBody",
      x.response_bytes::float8 as "responseBytes", x.received_sha256 as "receivedSha256", x.stored_sha256 as "storedSha256",
      -- A call that answers several was recorded for all of them with one time, which begins the ids of their outcomes.
      (select coalesce(jsonb_agg(${sql.unsafe(question)} order by o.id), '[]') from lookup_outcome o join lookup l on l.id = o.lookup_id
       where x.id = any (o.exchange_ids) and o.id >= x.id
         and o.id < first_time_id(x.started_at + interval '1 hour')) as lookups
    from exchange x where x.digest_version = 1 and x.evidence_sha256 is null order by x.id limit ${most}`
  return { outcomes, exchanges }
}

/** Keeps them sealed, in one statement; what another process has sealed meanwhile is left alone. */
export async function updateSealed(exchanges: readonly object[], outcomes: readonly object[]): Promise<void> {
  await getSql()`
    select seal_recorded(${JSON.stringify(exchanges)}::text::jsonb, ${JSON.stringify(outcomes)}::text::jsonb)`
}
