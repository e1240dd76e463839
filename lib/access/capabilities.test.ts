import { expect, it } from 'vitest'
import { systemActor } from './actor.ts'
import { can, type Capability, getLookupRowLimit } from './capabilities.ts'
import type { Role } from './roles.ts'

const actor = (role: Role | null) => ({ ...systemActor('test'), kind: 'user' as const, role })
const may = (capability: Capability) =>
  (['support', 'finance', 'manager', 'admin', null] as const).filter((role) => can(actor(role), capability))

// The table as it was decided, row by row.
it.each([
  ['lookup.ask', 'support finance manager'],
  ['lookup.read', 'support finance manager'],
  ['payload.read', 'support finance manager'],
  ['history.own', 'support finance manager'],
  ['history.transaction', 'support finance manager'],
  ['batch.run', 'finance manager'],
  ['watch.set', 'finance manager'],
  ['pending.read', 'finance manager'],
  ['case.read', 'support finance manager'],
  ['case.edit', 'support manager'],
  ['audit.read', 'manager'],
  ['evidence.erase', 'manager'],
  ['person.manage', 'admin'],
  ['token.manage', 'admin'],
  ['connection.manage', 'admin'],
] as const)('%s belongs to %s', (capability, allowed) => {
  expect(may(capability).join(' ')).toBe(allowed)
})

it('no role both configures and reads', () => {
  for (const configure of ['person.manage', 'token.manage', 'connection.manage'] as const) {
    for (const role of may(configure)) expect(can(actor(role), 'lookup.read')).toBe(false)
  }
})

it('limits rows by role', () => {
  const given = ['support', 'finance', 'manager', 'admin', null] as const
  expect(given.map((role) => getLookupRowLimit(actor(role)))).toEqual([50, 1000, 1000, 0, 0])
})
