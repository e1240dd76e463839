import { beforeEach } from 'vitest'
import { getSql } from '#db/client.ts'
import { type Actor, systemActor } from '#lib/access/actor.ts'
import { createUser } from '#lib/access/create-user.ts'
import { findProblem } from '#lib/access/problem.ts'
import { signIn } from '#lib/access/sign-in.ts'
import { confirmOffer, offerAuthenticator } from '#lib/access/second-factor/authenticator.ts'
import { CodeNeededError } from '#lib/access/second-factor/code-needed.ts'
import { readApp } from './app.ts'

process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'

export const password = 'correct horse battery'
export const ann = 'ann@example.test'

/** What it was refused for; null when it was not. */
export const problemOf = async (doing: Promise<unknown>) => doing.then(() => null, findProblem)
export const kindOf = async (doing: Promise<unknown>) => (await problemOf(doing))?.kind ?? 'ok'
export const cookiesOf = (lines: readonly string[]) =>
  new Headers({ cookie: lines.map((line) => line.split(';')[0] ?? '').join('; ') })

/** Signs somebody in who has a password alone. */
export async function open(email = ann) {
  const { actor, setCookies } = await signIn({ email, password }, new Headers())
  return { actor, headers: cookiesOf(setCookies) }
}

/** Gives the password, and what the browser then holds. */
export async function givePassword(email = ann): Promise<Headers> {
  const error = await signIn({ email, password }, new Headers()).catch((thrown: unknown) => thrown)
  if (!(error instanceof CodeNeededError)) throw error
  return cookiesOf(error.setCookies)
}

/** Sets up an app for somebody. */
export async function setUp(actor: Actor) {
  const { text } = await offerAuthenticator(actor)
  const used = await readApp(text)
  const { codes } = await confirmOffer(actor, { code: used })
  return { text, used, codes, next: () => readApp(text, 1) }
}

/** As if no code had been given yet. */
export const forgetSteps = () => getSql()`update authenticator set last_step = 0`
/** The newest events, the oldest of them first. */
export const events = async (count: number) => {
  const rows = await getSql()<
    { canon: Buffer }[]
  >`select canon from audit.event where kind <> 'event.void' order by id desc limit ${count}`
  return rows.map((row) => JSON.parse(row.canon.toString())).toReversed()
}

/** A person of support and an administrator, anew for each test. Called once by a file of tests. */
export function usePeople(): void {
  beforeEach(async () => {
    await getSql()`delete from rate_limit`
    await getSql()`delete from person`
    for (const [email, role] of [
      [ann, 'support'],
      ['ada@example.test', 'admin'],
    ] as const)
      await createUser(systemActor('test'), { email, name: email, role, password })
  })
}
