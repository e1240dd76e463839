import { expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import type { AuditEvent } from './event.ts'
import { recordEvent } from './record.ts'

const actor: Actor = {
  kind: 'user',
  id: 'person-1',
  name: 'Ann',
  role: 'support',
  sessionHash: 'ab'.repeat(32),
  tokenId: null,
  ip: '192.0.2.1',
  userAgentHash: 'cd'.repeat(32),
  requestId: 'request-1',
}
const lookup = {
  id: '0198c1de-0000-7000-8000-000000000001',
  connectionId: 'gr8-main',
  transactionId: '18446744073709551615\0\ud800',
  playerId: 'x'.repeat(5000),
}
const result = {
  outcome: 'fault',
  status: null,
  absence: null,
  fault: 'timeout',
  phase: 'connect',
  final: false,
  statusReason: null,
} as const
const base = { traceId: null, mappingVersion: '1', evidenceSha256: 'ef'.repeat(32) }
const intentOf = (asked: typeof lookup) =>
  ({
    kind: 'lookup.intent',
    lookup: asked,
    boardId: asked.id,
    origin: 'desk',
    reason: null,
    rowSha256: 'ab'.repeat(32),
  }) as const
const events: readonly AuditEvent[] = [
  intentOf(lookup),
  { kind: 'lookup.outcome', lookup, result, ...base },
  { kind: 'lookup.interrupted', lookup, result: { ...result, outcome: 'interrupted' }, ...base },
  { kind: 'lookup.refused', connectionId: 'none', fields: ['connection', 'amount'], reason: 'bad\0' },
  { kind: 'access.denied', capability: 'lookup.ask' },
  { kind: 'sign_in.failed', personId: null, emailDigest: 'aa' },
  { kind: 'sign_out' },
  { kind: 'user.created', personId: 'p', role: 'admin' },
  { kind: 'token.revoked', tokenId: 't', role: 'manager' },
  { kind: 'connections.loaded', sha256: 'bb', connectionIds: ['a', 'b'] },
  { kind: 'connection.tested', connectionId: 'gr8-main', ok: false, fault: 'timeout' },
  { kind: 'payload.opened', lookup, exchange: 1, way: 'page' },
  { kind: 'audit.searched', filter: { playerId: 'player-1' }, rows: 50, eventId: null },
]

it('keeps every kind in canonical bytes that agree with the columns and name no event twice', async () => {
  await Promise.all(events.map((event) => recordEvent(actor, event)))
  const rows = await getSql()<{ canon: Buffer; columns: object; writer_seq: string }[]>`
    select canon, writer_seq, jsonb_build_object('writer_id', writer_id, 'writer_seq', writer_seq::text, 'kind', kind,
      'actor_id', actor_id, 'object_type', object_type, 'object_id', object_id, 'lookup_id', lookup_id,
      'transaction_id', transaction_id, 'player_id', player_id,
      'payload_sha256', encode(payload_sha256, 'hex')) columns
    from audit.event where kind <> 'writer.start' order by audit.event.writer_seq`
  expect(rows.map((row) => row.writer_seq)).toEqual(events.map((_, index) => String(index + 2)))
  const written = rows.map((row) => JSON.parse(row.canon.toString()))
  for (const [index, row] of rows.entries()) expect(written[index]).toMatchObject(row.columns)

  expect(written.map((event) => event.kind)).toEqual(events.map((event) => event.kind))
  expect(written[0]).toMatchObject({
    actor_kind: 'user',
    actor_role: 'support',
    session: 'ab'.repeat(32),
    ip: '192.0.2.1',
    request_id: 'request-1',
    result: 'ok',
    object_type: 'lookup',
    object_id: lookup.id,
    transaction_id: '18446744073709551615\u2400\ufffd',
    details: { connection_id: 'gr8-main', board_id: lookup.id, origin: 'desk' },
  })
  expect(written.map((event) => event.result)).toEqual(
    'ok failed unknown failed denied failed ok ok ok ok failed ok ok'.split(' '),
  )
  expect(written[1].details).toMatchObject({ final: 'false', fault: 'timeout' })
  expect(written[12]).toMatchObject({ player_id: 'player-1', details: { rows: '50' } })
  expect(written[3]).toMatchObject({ reason: 'bad\u2400', details: { fields: ['connection', 'amount'] } })
})

it('throws when the event could not be recorded, fills its number, and has announced the writer', async () => {
  const broken = { ...lookup, id: 'not a uuid' }
  const intent = intentOf(broken)
  await expect(recordEvent(actor, intent)).rejects.toThrow(/uuid/)
  const read = () => getSql()<{ kind: string; n: number }[]>`
    select kind, writer_seq::int n from audit.event order by writer_seq`
  await expect.poll(async () => (await read()).map(({ kind }) => kind)).toContain('event.void')
  const rows = await read()
  expect(rows[0]?.kind).toBe('writer.start')
  expect(rows.map(({ n }) => n)).toEqual(rows.map((_, index) => index + 1))
})
