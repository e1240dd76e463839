import type { Actor } from './actor.ts'
import type { Role } from './roles.ts'

/**
 * Who may do what: the only place that knows. Asking and reading follow the roles that handle players' money;
 * configuring belongs to admin, who reads nothing.
 */
const rolesByCapability = {
  'lookup.ask': ['support', 'finance', 'manager'],
  'lookup.read': ['support', 'finance', 'manager'],
  'payload.read': ['support', 'finance', 'manager'],
  'history.own': ['support', 'finance', 'manager'],
  'history.transaction': ['support', 'finance', 'manager'],
  'lookup.list': ['support', 'finance', 'manager'],
  'batch.run': ['finance', 'manager'],
  'watch.set': ['finance', 'manager'],
  'pending.read': ['finance', 'manager'],
  'totals.read': ['finance', 'manager'],
  'export.make': ['support', 'finance', 'manager'],
  'case.read': ['support', 'finance', 'manager'],
  'case.edit': ['support', 'manager'],
  'audit.own': ['support', 'finance', 'manager', 'admin'],
  'audit.read': ['manager'],
  'audit.export': ['manager'],
  'audit.verify': ['manager'],
  'action.approve': ['manager'],
  'hold.set': ['manager'],
  'evidence.erase': ['manager'],
  'person.manage': ['admin'],
  'token.manage': ['admin'],
  'connection.manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>

/** Something that may be allowed or not, as `noun.verb`. */
export type Capability = keyof typeof rolesByCapability

/** Most questions in one request, by role; 0 for who may not ask. */
export const lookupRowsByRole: Record<Role, number> = { support: 50, finance: 1000, manager: 1000, admin: 0 }
const mostLookupRows = 1000

/**
 * Whether the actor has the capability. A person or a token has what their role has, somebody not signed in
 * nothing. The desk itself and the command line have every one: who runs that holds the database anyway.
 */
export function can(actor: Actor, capability: Capability): boolean {
  if (isOperator(actor)) return true
  return actor.role !== null && rolesWith(capability).includes(actor.role)
}

/** How many questions the actor may ask in one request. */
export function getLookupRowLimit(actor: Actor): number {
  if (isOperator(actor)) return mostLookupRows
  return actor.role === null ? 0 : lookupRowsByRole[actor.role]
}

/** The roles that have a capability, for a page that says who may. */
export function rolesWith(capability: Capability): readonly Role[] {
  return rolesByCapability[capability]
}

/** The whole table, in the order in which it is written. */
export function listCapabilities(): readonly {
  readonly capability: Capability
  readonly roles: readonly Role[]
}[] {
  return Object.entries(rolesByCapability).flatMap(([name, roles]) =>
    isCapability(name) ? [{ capability: name, roles }] : [],
  )
}

function isCapability(name: string): name is Capability {
  return Object.hasOwn(rolesByCapability, name)
}

function isOperator(actor: Actor): boolean {
  return actor.kind === 'system' || actor.kind === 'cli'
}
