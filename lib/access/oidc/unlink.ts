import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { findPerson } from '#lib/access/store.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { findOidcSettings } from './settings.ts'
import { findLinkedAt, unlinkAccount } from './store.ts'

/**
 * Takes the account of the sign-in service from whoever has an address, and ends their sessions; they are matched by
 * address again. For when somebody has a new account there. Throws `not_found` where there is nothing to take.
 */
export async function unlinkByEmail(actor: Actor, email: string): Promise<void> {
  await assertCan(actor, 'person.manage')
  await assertFresh(actor)
  const issuer = findOidcSettings()?.issuer.href
  if (issuer === undefined) throw notFound('No sign-in service is configured.')
  const person = await findPerson(email)
  if (!person || (await findLinkedAt(person.id, issuer)) === null)
    throw notFound(`Nobody with the address ${email} has come by the sign-in service.`)
  const event = composeEvent(actor, { kind: 'person.account_unlinked', personId: person.id, issuer })
  await writeEvent(event, () => unlinkAccount(person.id, issuer, event))
}

function notFound(message: string): ProblemError {
  return new ProblemError({ kind: 'not_found', message })
}
