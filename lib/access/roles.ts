/** The roles of people and tokens. What each may do stands in capabilities.ts and nowhere else. */
export const roles = ['support', 'finance', 'manager', 'admin'] as const
export type Role = (typeof roles)[number]

/** Narrows outside text to a role. */
export function isRole(text: string): text is Role {
  return roles.some((role) => role === text)
}
