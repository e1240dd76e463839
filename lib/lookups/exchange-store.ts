import { getSql } from '#db/client.ts'
import { type StoredRow, storedRow } from '#lib/evidence/open.ts'
import type { ExchangeEvidence } from './evidence.ts'

/** An exchange as its rows hold it, with the look-up that it was found by. */
export interface StoredExchange extends Pick<
  ExchangeEvidence,
  'method' | 'httpVersion' | 'status' | 'fault' | 'phase' | 'durationMs' | 'responseBytes'
> {
  readonly id: string
  readonly connectionId: string
  readonly transactionId: string | null
  readonly playerId: string | null
  readonly answers: boolean | null
  readonly lookups: string | null
  readonly rows: readonly StoredRow[]
  /** As recorded before evidence was encrypted, until the worker has been there; null otherwise. */
  readonly clear: ClearEvidence | null
}

interface ClearEvidence extends Pick<
  ExchangeEvidence,
  'faultText' | 'requestHeaders' | 'responseHeaders' | 'receivedSha256' | 'storedSha256'
> {
  readonly url: string
  /** Base64. */
  readonly requestBody: string | null
  readonly responseBody: string | null
}

/** The nth exchange of a look-up's accepted outcome, from 1. */
export async function findStoredExchange(lookupId: string, n: number): Promise<StoredExchange | null> {
  const sql = getSql()
  const [row] = await sql<StoredExchange[]>`
    select x.id, x.method, x.http_version as "httpVersion", x.status, x.fault, x.phase, x.duration_ms as "durationMs",
      x.response_bytes::float8 as "responseBytes", l.connection_id as "connectionId",
      l.transaction_id as "transactionId", l.player_id as "playerId", l.id = any (x.lookup_ids) as answers,
      encode(sha256(convert_to(array_to_string(x.lookup_ids, ','), 'UTF8')), 'hex') as lookups,
      coalesce((select jsonb_agg(${sql.unsafe(storedRow)} order by v.n) from evidence v join evidence_key k on k.id = v.key_id
                where v.record_id = x.id), '[]') as rows,
      case when x.evidence_sha256 is null then jsonb_build_object('url', x.url, 'faultText', x.fault_text,
        'requestHeaders', x.request_headers, 'requestBody', encode(x.request_body, 'base64'),
        'responseHeaders', x.response_headers, 'responseBody', encode(x.response_body, 'base64'),
        'receivedSha256', x.received_sha256, 'storedSha256', x.stored_sha256) end as clear
    from lookup_outcome o join lookup l on l.id = o.lookup_id join exchange x on x.id = o.exchange_ids[${n}::int]
    where o.lookup_id = ${lookupId} and not o.late`
  return row ?? null
}
