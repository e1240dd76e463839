import type { Link } from '#lib/access/invite.ts'

/** A link for a person, which nobody is shown again. */
export function printLink({ href, expiresAt }: Link): void {
  console.log(`Link, shown only now, for one use until ${expiresAt}: ${href}`)
}
