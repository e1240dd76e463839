import { expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import type { AuditEvent } from './event.ts'
import { insertEvents } from './store.ts'
import { findFalseCopy } from './tree/inspect.ts'
import { beginning, readEvents } from './tree/read-events.ts'
import { composeEvent } from './writer.ts'

const actor = { ...systemActor('test'), ip: '192.0.2.7' }
const long = `${'ü'.repeat(600)}\0\uD800`
const events: readonly AuditEvent[] = [
  { kind: 'connection.tested', connectionId: 'gr8-main', ok: false, fault: 'timeout' },
  { kind: 'lookup.refused', connectionId: 'retired', fields: ['amount'], reason: 'ticket 7' },
  { kind: 'lookup.refused', connectionId: null, fields: [], reason: long },
  { kind: 'lookup.refused', connectionId: long, fields: [], reason: '' },
  { kind: 'token.created', tokenId: 'one', role: 'support' },
]

it('writes what an event is searched by as its canonical bytes say it', async () => {
  await insertEvents(events.map((event) => composeEvent(actor, event)))
  const rows = await getSql()`
    select result, connection_id, left(reason, 8) as reason, ip from audit.event where ip is not null order by id`
  expect(rows.slice(0, 2)).toEqual([
    { result: 'failed', connection_id: 'gr8-main', reason: null, ip: '192.0.2.7' },
    { result: 'failed', connection_id: 'retired', reason: 'ticket 7', ip: '192.0.2.7' },
  ])
  const stored = await readEvents(getSql(), beginning, 1000, 'all')
  expect(stored.map(findFalseCopy)).toEqual(stored.map(() => null))
})

it('takes it from the bytes where a process from before gives only those', async () => {
  const rows = events.map((event) => composeEvent(actor, event))
  const before = rows.map(({ result: _result, connection_id: _id, reason: _reason, ip: _ip, ...row }) => row)
  await getSql()`select audit.record_events(${JSON.stringify(before)}::text::jsonb)`
  const columns = await getSql()`
    select result, connection_id, reason, ip from audit.event where ip is not null order by id`
  expect(columns.slice(events.length)).toEqual(columns.slice(0, events.length))
})
