import { anonymousActor } from '#lib/access/actor.ts'
import { codePath } from '#lib/access/next-path.ts'
import { CodeNeededError } from '#lib/access/second-factor/code-needed.ts'
import { isDisabled } from '#lib/access/people-store.ts'
import { describeRequest } from '#lib/access/request.ts'
import { findAnySession } from '#lib/access/session.ts'
import { hasSecondFactor } from '#lib/access/second-factor/store.ts'
import { type SignedIn, startSession } from '#lib/access/start-session.ts'
import { findPerson, type Person } from '#lib/access/store.ts'
import { noteConfirmed } from '#lib/access/confirm.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { exchangeCode, type Identity } from './exchange.ts'
import { dropFlow, type Flow, flowMs, readFlow } from './flow.ts'
import { discoverProvider } from './provider.ts'
import { explainOidcError, OidcRefusal } from './refusal.ts'
import { type Departure, refuse } from './refuse.ts'
import type { OidcSettings } from './settings.ts'
import { dateConfirmation, findLinkedPerson, linkAccount, spendFlow } from './store.ts'

/** How far the provider's clock may be behind ours. */
const skewMs = 30_000

/**
 * Takes the answer with which the provider sent somebody back, once, and opens or confirms their session. What does not
 * stand up to the checks is recorded, opens nothing, and leads to the page that says why.
 */
export async function finishOidc(
  settings: OidcSettings,
  answer: URLSearchParams,
  headers: Headers,
): Promise<Departure> {
  const flow = readFlow(headers)
  const actor = anonymousActor(describeRequest(headers))
  const finish = async () => {
    const identity = await identify(settings, flow, answer)
    if (flow?.purpose === 'confirm') return confirm(settings, flow, identity, headers)
    return enter(settings, flow?.next ?? '/', identity, headers)
  }
  const { location, setCookies } = await finish().catch((error: unknown) => refuse(actor, flow, error))
  return { location, setCookies: [...setCookies, dropFlow()] }
}

async function identify(
  settings: OidcSettings,
  flow: Flow | null,
  answer: URLSearchParams,
): Promise<Identity> {
  if (!flow) throw new OidcRefusal('not_started')
  if (Date.now() - flow.startedAtMs > flowMs) throw new OidcRefusal('expired')
  if (!(await spendFlow(flow.id))) throw new OidcRefusal('replayed')
  const provider = await discoverProvider(settings).catch((error: unknown) => {
    throw explainOidcError(error)
  })
  return exchangeCode(provider, flow, answer)
}

/** A new session, for a person who was added before. */
async function enter(
  settings: OidcSettings,
  next: string,
  identity: Identity,
  headers: Headers,
): Promise<Departure> {
  const person = (await findLinkedPerson(identity)) ?? (await linkByEmail(identity, headers))
  if (await isDisabled(person.id)) throw new OidcRefusal('disabled', { personId: person.id })
  const method = isStrong(settings, identity) ? 'provider_with_second_factor' : 'provider'
  let signedIn: SignedIn
  try {
    signedIn = await startSession(person, method, headers)
  } catch (error) {
    if (!(error instanceof CodeNeededError)) throw error
    return { location: codePath(next), setCookies: error.setCookies }
  }
  const { actor, setCookies } = signedIn
  if (actor.sessionHash !== null)
    await dateConfirmation(actor.id, actor.sessionHash, identity.authenticatedAtMs)
  return { location: next, setCookies }
}

/** The first time: by an address that the provider vouches for. From then on its own name for the person counts. */
async function linkByEmail(identity: Identity, headers: Headers): Promise<Person> {
  const { email, emailVerified, issuer } = identity
  if (email === null) throw new OidcRefusal('no_email')
  if (!emailVerified) throw new OidcRefusal('unverified_email')
  const person = await findPerson(email)
  if (!person) throw new OidcRefusal('unknown_person')
  if (await isDisabled(person.id)) throw new OidcRefusal('disabled', { personId: person.id })
  const actor = anonymousActor(describeRequest(headers))
  const event = composeEvent(actor, { kind: 'person.account_linked', personId: person.id, issuer })
  // Addresses are given to somebody new when somebody leaves: whoever has an account already keeps to it.
  const isLinked =
    (await writeEvent(event, () => linkAccount(person.id, identity, event))) ||
    // By the same person in another tab, a moment ago.
    (await findLinkedPerson(identity))?.id === person.id
  if (!isLinked) throw new OidcRefusal('other_account', { personId: person.id })
  return person
}

/** The session that is open, as fresh as if the password had been given. */
async function confirm(
  settings: OidcSettings,
  flow: Flow,
  identity: Identity,
  headers: Headers,
): Promise<Departure> {
  const open = await findAnySession(headers)
  if (!open || open.held || open.actor.sessionHash !== flow.sessionHash) throw new OidcRefusal('signed_out')
  const { actor } = open
  const about = { personId: actor.id }
  if ((await findLinkedPerson(identity))?.id !== actor.id) throw new OidcRefusal('other_person', about)
  const { authenticatedAtMs } = identity
  if (authenticatedAtMs === null || authenticatedAtMs < flow.startedAtMs - skewMs)
    throw new OidcRefusal('not_recent', about)
  const strong = isStrong(settings, identity)
  // Who has a second factor here gives it beside a password, and so beside this.
  if (!strong && (await hasSecondFactor(actor.id))) throw new OidcRefusal('one_factor', about)
  await noteConfirmed(actor, strong)
  return { location: '/sign-in/oidc/confirmed', setCookies: [] }
}

function isStrong({ secondFactor }: OidcSettings, { methods }: Identity): boolean {
  return methods.some((method) => secondFactor.includes(method))
}
