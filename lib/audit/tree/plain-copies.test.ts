import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from '#lib/audit/canonical.ts'
import { describeEvent, type EventValue } from '#lib/audit/describe.ts'
import type { AuditEvent } from '#lib/audit/event.ts'
import { systemActor } from '#lib/access/actor.ts'
import { CopiedRows } from './copied-rows.ts'
import { findFalseValue } from './inspect.ts'
import { saysPlainly } from './plain-copies.ts'
import { copiedColumns, StoredEvent } from './stored-event.ts'

type Members = Readonly<Record<string, EventValue>>
type Copies = Readonly<Record<string, string | null>>

const lookup = { id: 'a-look-up', connectionId: 'gr8-main', transactionId: 'tx-1', playerId: 'p-ü' }
const recorded: readonly AuditEvent[] = [
  {
    kind: 'lookup.intent',
    lookup,
    boardId: 'b',
    origin: 'desk',
    reason: 'ticket 7',
    rowSha256: '0123'.repeat(16),
  },
  { kind: 'connection.tested', connectionId: 'gr8-main', ok: true, fault: null },
  { kind: 'lookup.refused', connectionId: null, fields: ['amount', 'currency'], reason: '' },
  { kind: 'token.created', tokenId: 'one', role: 'support' },
]

/** What writer.ts writes of it. */
function membersOf(event: AuditEvent): Members {
  const {
    result,
    object,
    lookup: about,
    reason,
    payloadSha256,
    details,
  } = describeEvent(systemActor('test'), event)
  const names =
    'actor_kind actor_role app_time app_version mac_key node_id request_id session token_id user_agent_sha256 ip'
  return {
    ...Object.fromEntries(names.split(' ').map((name) => [name, name === 'ip' ? '192.0.2.7' : null])),
    writer_id: 'w',
    writer_seq: '12',
    kind: event.kind,
    actor_id: 'system:test',
    object_type: object?.type ?? null,
    object_id: object?.id ?? null,
    lookup_id: about?.id ?? null,
    transaction_id: about?.transactionId ?? null,
    player_id: about?.playerId ?? null,
    payload_sha256: payloadSha256,
    result,
    reason,
    details,
  }
}

function copiesOf(said: Members): Copies {
  const { details, object_type, object_id } = said
  const named =
    typeof details === 'object' && details !== null && 'connection_id' in details
      ? details['connection_id']
      : null
  const connection_id = named ?? (object_type === 'connection' ? object_id : null)
  const all: Members = { ...said, connection_id: connection_id ?? null }
  return Object.fromEntries(
    [...copiedColumns, 'payload_sha256'].map((name) => [
      name,
      typeof all[name] === 'string' ? all[name] : null,
    ]),
  )
}

/** The event as Postgres would copy its row. */
function stored(canon: string, copies: Copies): StoredEvent {
  const digest = copies['payload_sha256']
  const fields = [
    ...[8, 8, 8, 0].map((length) => Buffer.alloc(length)),
    Buffer.from(canon),
    Buffer.alloc(32),
    digest == null ? null : Buffer.from(digest, 'hex'),
    Buffer.alloc(32),
    ...copiedColumns.map((name) => (copies[name] == null ? null : Buffer.from(copies[name]))),
  ]
  const int = (value: number, length: 2 | 4) => {
    const bytes = Buffer.alloc(length)
    bytes.writeIntBE(value, 0, length)
    return bytes
  }
  const row = fields.flatMap((field) => (field ? [int(field.length, 4), field] : [int(-1, 4)]))
  return new StoredEvent(
    new CopiedRows(Buffer.concat([Buffer.alloc(19), int(fields.length, 2), ...row, int(-1, 2)])),
    0,
  )
}

it.each(recorded.map((event) => [event.kind, event] as const))('sees what %s says', (_, event) => {
  const said = membersOf(event)
  const row = stored(canonicalJson(said), copiesOf(said))
  expect([saysPlainly(row), findFalseValue(row)]).toEqual([true, null])
})

it('says nothing of what has to be parsed', () => {
  const said = membersOf(recorded[0] ?? { kind: 'sign_out' })
  const canon = canonicalJson(said)
  const copies = copiesOf(said)
  const notPlain = {
    'an escape': canon.replace('ticket 7', 'ticket\\u00207'),
    'white space': canon.replace(',', ', '),
    'a member that stands twice': canon.replace('"kind"', '"kind":"other","kind"'),
    'a connection that stands twice': canon.replace(
      '"connection_id":"gr8-main"',
      '"connection_id":"gr8-main","connection_id":"other"',
    ),
    'an object in the details': canon.replace('"board_id":"b"', '"board_id":{"connection_id":"other"}'),
    'another member': canon.replace('{"actor_id"', '{"a":null,"actor_id"'),
    'a member less': canon.replace('"mac_key":null,', ''),
    'more behind it': `${canon}{}`,
    'bytes without number': canon.replace('"session":null', `"session":"${'x'.repeat(70_000)}"`),
  }
  for (const [why, bytes] of Object.entries(notPlain))
    expect([why, saysPlainly(stored(bytes, copies))]).toEqual([why, false])
})

it('never sees what is not there, whatever was changed', () => {
  const tricks = fc.constantFrom(
    '"',
    '\\',
    '","kind":"',
    '":null,"',
    '{',
    ']',
    '\n',
    '\u0000',
    'ü',
    'null',
    'connection',
  )
  const text = fc.oneof(fc.string({ maxLength: 4 }), tricks)
  let plain = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...recorded),
      fc.constantFrom(...copiedColumns),
      fc.option(text),
      fc.nat(),
      fc.nat(3),
      text,
      (event, column, value, at, cut, put) => {
        const said = membersOf(event)
        const canon = canonicalJson(said)
        const place = at % canon.length
        const broken = canon.slice(0, place) + put + canon.slice(place + cut)
        const copies = copiesOf(said)
        for (const row of [
          stored(canon, { ...copies, [column]: value }),
          stored(broken, copies),
          stored(broken, { ...copies, [column]: value }),
        ]) {
          if (!saysPlainly(row)) continue
          plain += 1
          expect(findFalseValue(row)).toBeNull()
        }
      },
    ),
    { numRuns: 3000 },
  )
  // What no column is a copy of may well change.
  expect(plain).toBeGreaterThan(0)
})
