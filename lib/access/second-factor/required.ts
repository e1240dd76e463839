import { type Env, getEnv } from '#lib/env.ts'
import { type Role, roles } from '#lib/access/roles.ts'

const rolesByRule: Record<Env['REQUIRE_SECOND_FACTOR'], readonly Role[]> = {
  none: [],
  'managers-and-admins': ['manager', 'admin'],
  everyone: roles,
}

/** Whether who has a role does nothing in the desk until they have given two factors. */
export function isSecondFactorRequired(role: Role): boolean {
  return rolesByRule[getEnv().REQUIRE_SECOND_FACTOR].includes(role)
}
