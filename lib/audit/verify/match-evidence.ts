import type { Sql } from '#db/client.ts'
import { type ClearExchange, digestExchange } from '#lib/evidence/exchange.ts'
import { type ClearOutcome, digestPayload } from '#lib/evidence/outcome.ts'
import { firstTimeId } from '#lib/time-id.ts'
import type { Dropped } from './dropped.ts'
import { digestLines, digestOfBefore } from './digest-lines.ts'
import type { Fault } from './result.ts'

const batchSize = 500
const beginning = '00000000-0000-0000-0000-000000000000'

interface OutcomeRow extends ClearOutcome {
  readonly late: boolean
  readonly digestVersion: number
  readonly wordsSha256: string | null
  /** Over the row of evidence that is there; null when there is none. */
  readonly keptSha256: string | null
  readonly exchanges: readonly { readonly id: string; readonly recordSha256: string }[]
  /** Whether each exchange says that it answers this look-up. */
  readonly answered_by_all: boolean
  readonly events: readonly { readonly id: string; readonly payloadSha256: string | null }[]
}

/** The first outcome that has no event, or is not as its event says, with its exchanges and its words. */
export async function findFalseOutcome(sql: Sql, dropped: Dropped): Promise<Fault | null> {
  const micros = (column: string) => sql.unsafe(`(extract(epoch from o.${column}) * 1000000)::bigint::text`)
  for (let after = beginning; ;) {
    const rows = await sql<OutcomeRow[]>`
      select o.id, o.lookup_id as "lookupId", o.late, ${micros('answered_at')} as answered,
        o.duration_ms::text as "durationMs", o.outcome, o.status, o.absence, o.fault, o.phase, o.final::text,
        o.status_reason as "statusReason", o.provider_code as "providerCode", o.operation,
        o.provider_operation as "providerOperation", o.amounts, o.balances, o.created_text as "createdText",
        ${micros('created_at')} as created, o.resolved_text as "resolvedText", ${micros('resolved_at')} as resolved,
        o.reference_transaction_id as "referenceTransactionId", o.trace_id as "traceId",
        o.mapping_version as "mappingVersion", o.drifted::text, o.digest_version as "digestVersion",
        encode(o.words_sha256, 'hex') as "wordsSha256", (${digestLines(sql, 'o.id')}) as "keptSha256",
        coalesce((select jsonb_agg(jsonb_build_object('id', made.id, 'recordSha256', case x.digest_version
                    when 1 then coalesce(x.stored_sha256, '-') else encode(x.record_sha256, 'hex') end) order by place)
                  from unnest(o.exchange_ids) with ordinality as made (id, place) left join exchange x on x.id = made.id),
          '[]') as exchanges,
        not exists (select from exchange x where x.id = any (o.exchange_ids)
                    and not o.lookup_id = any (x.lookup_ids)) as answered_by_all,
        coalesce((select jsonb_agg(jsonb_build_object('id', e.id::text, 'payloadSha256', encode(e.payload_sha256, 'hex')) order by e.id)
                  from audit.event e where e.object_type = 'lookup' and e.object_id = o.lookup_id::text
                    and e.kind = any (case when o.late then '{lookup.late}' else '{lookup.outcome,lookup.interrupted}' end::text[])),
          '[]') as events
      from (select * from lookup_outcome where id > ${after} order by id limit ${batchSize}) as o
      order by o.id`
    for (const row of rows) {
      const fault = inspectOutcome(row, dropped)
      if (fault) return fault
    }
    const last = rows.at(-1)
    if (!last) return null
    after = last.id
  }
}

function inspectOutcome(row: OutcomeRow, dropped: Dropped): Fault | null {
  const { digestVersion, wordsSha256, keptSha256, exchanges } = row
  const payload = digestVersion === 1 ? null : digestPayload({ outcome: row, exchanges, wordsSha256 })
  const said = digestVersion === 1 ? digestOfBefore(exchanges) : payload
  const [first] = row.events
  if (!first) return { eventId: null, text: `the outcome of look-up ${row.lookupId} has no event` }
  const event = row.events.find(({ payloadSha256 }) => payloadSha256 === said)
  if (!event)
    return { eventId: first.id, text: 'the outcome that it records, or its evidence, is not what it was' }
  if (!row.answered_by_all)
    return { eventId: event.id, text: 'a call of its look-up is said to answer others only' }
  return inspectKept(row.id, wordsSha256, keptSha256, dropped, event.id)
}

/** Evidence that is there is that which was recorded; what is gone was dropped by retention. */
function inspectKept(
  id: string,
  sha256: string | null,
  keptSha256: string | null,
  { evidenceBefore }: Dropped,
  eventId: string | null,
): Fault | null {
  if (keptSha256 === sha256) return null
  const isDropped = evidenceBefore !== null && id < firstTimeId(new Date(evidenceBefore))
  if (keptSha256 === null && isDropped) return null
  const text =
    keptSha256 === null
      ? 'the evidence of its look-up is missing'
      : 'the evidence of its look-up is not what it was'
  return { eventId, text }
}

interface ExchangeRow extends Omit<ClearExchange, 'evidenceSha256'> {
  readonly digestVersion: number
  readonly evidenceSha256: string | null
  readonly recordSha256: string | null
  readonly keptSha256: string | null
  /** In clear, before evidence was encrypted: whether the body is that of its digest. */
  readonly hasItsBody: boolean
  readonly eventId: string | null
}

/** The first exchange that is not what it was, or that no outcome names. */
export async function findFalseExchange(sql: Sql, dropped: Dropped): Promise<Fault | null> {
  for (let after = beginning; ;) {
    const rows = await sql<ExchangeRow[]>`
      select x.id, x.connection_id as "connectionId", x.method, x.http_version as "httpVersion", x.status::text,
        (extract(epoch from x.started_at) * 1000000)::bigint::text as "startedMicros", x.duration_ms::text as "durationMs",
        x.fault, x.phase, x.response_bytes::text as "responseBytes", to_jsonb(coalesce(x.lookup_ids, '{}')) as "lookupIds",
        encode(x.evidence_sha256, 'hex') as "evidenceSha256", encode(x.record_sha256, 'hex') as "recordSha256",
        x.digest_version as "digestVersion", (${digestLines(sql, 'x.id')}) as "keptSha256",
        x.evidence_sha256 is not null or x.stored_sha256 is not distinct from encode(sha256(x.response_body), 'hex') as "hasItsBody",
        (select e.id::text from lookup_outcome o join audit.event e on e.object_type = 'lookup' and e.object_id = o.lookup_id::text
           and e.kind in ('lookup.outcome', 'lookup.late', 'lookup.interrupted')
         where o.lookup_id = any (x.lookup_ids) and x.id = any (o.exchange_ids) limit 1) as "eventId"
      from (select * from exchange where id > ${after} order by id limit ${batchSize}) as x
      order by x.id`
    for (const row of rows) {
      const fault = inspectExchange(row, dropped)
      if (fault) return fault
    }
    const last = rows.at(-1)
    if (!last) return null
    after = last.id
  }
}

function inspectExchange(row: ExchangeRow, dropped: Dropped): Fault | null {
  const { id, eventId, evidenceSha256, keptSha256 } = row
  if (!row.hasItsBody) return { eventId, text: `the body of exchange ${id} is not what it was` }
  if (evidenceSha256 === null)
    return row.digestVersion === 1 && keptSha256 === null
      ? null
      : { eventId, text: `exchange ${id} does not say what its evidence is` }
  if (eventId === null) return { eventId, text: `exchange ${id} answers no look-up` }
  if (row.digestVersion !== 1 && digestExchange({ ...row, evidenceSha256 }) !== row.recordSha256)
    return { eventId, text: `exchange ${id} of its look-up is not what it was` }
  return inspectKept(id, evidenceSha256, keptSha256, dropped, eventId)
}

/** The first row of evidence of which there is no exchange or outcome, or no key. */
export async function findStrayEvidence(sql: Sql): Promise<Fault | null> {
  for (let after = { recordId: beginning, n: -1 }; ;) {
    const rows = await sql<{ recordId: string; n: number; known: boolean; hasKey: boolean }[]>`
      select v.record_id as "recordId", v.n,
        exists (select from exchange x where x.id = v.record_id)
          or exists (select from lookup_outcome o where o.id = v.record_id) as known,
        exists (select from evidence_key k where k.id = v.key_id) as "hasKey"
      from (select record_id, n, key_id from evidence where (record_id, n) > (${after.recordId}, ${after.n})
            order by record_id, n limit ${batchSize * 4}) as v
      order by v.record_id, v.n`
    const stray = rows.find(({ known, hasKey }) => !known || !hasKey)
    if (stray) {
      const text = stray.known
        ? 'the key of its evidence is missing'
        : `evidence ${stray.recordId} belongs to nothing`
      return { eventId: await findEventOf(sql, stray.recordId), text }
    }
    const last = rows.at(-1)
    if (!last) return null
    after = last
  }
}

/** The event that vouches for an outcome or exchange. */
async function findEventOf(sql: Sql, recordId: string): Promise<string | null> {
  const [event] = await sql<{ id: string }[]>`
    select e.id::text from lookup_outcome o join audit.event e on e.object_type = 'lookup' and e.object_id = o.lookup_id::text
      and e.kind in ('lookup.outcome', 'lookup.late', 'lookup.interrupted')
    where o.id = ${recordId} or o.lookup_id in (select unnest(x.lookup_ids) from exchange x where x.id = ${recordId})
    order by e.id limit 1`
  return event?.id ?? null
}
