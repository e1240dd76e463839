import { randomUUID } from 'node:crypto'
import { type Actor, systemActor } from '#lib/access/actor.ts'
import { createUser } from '#lib/access/create-user.ts'
import { signIn } from '#lib/access/sign-in.ts'

const password = 'a password of the tests'

/** A manager who has just signed in. */
export async function signInManager(): Promise<Actor> {
  const email = `${randomUUID()}@example.test`
  const cli: Actor = { ...systemActor('test'), kind: 'cli' }
  await createUser(cli, { email, name: email, role: 'manager', password })
  const { actor } = await signIn({ email, password }, new Headers())
  return actor
}
