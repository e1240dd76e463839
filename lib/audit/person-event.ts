import type { LinkPurpose } from '#lib/access/link-purpose.ts'
import type { OidcCause, OidcPurpose } from '#lib/access/oidc/cause.ts'
import type { EventObject, EventResult } from './event.ts'

/** Somebody was given a link by which a person sets their password, or, from the command line only, signs in once. */
interface LinkCreated {
  readonly kind: 'person.link_created'
  readonly personId: string
  readonly purpose: LinkPurpose
  /** ISO 8601. */
  readonly expiresAt: string
}

/** A link was tried that is unknown, used, replaced or too old. */
interface LinkRefused {
  readonly kind: 'person.link_refused'
}

/** By a link; it ended the person's sessions. */
interface PasswordSet {
  readonly kind: 'person.password_set'
  readonly personId: string
}

/** The account of the provider that a person came with first, or no longer has. */
interface AccountLinked {
  readonly kind: 'person.account_linked' | 'person.account_unlinked'
  readonly personId: string
  readonly issuer: string
}

/** The provider was asked or answered, and it led to no session, or confirmed none. */
interface OidcRefused {
  readonly kind: 'oidc.refused'
  readonly purpose: OidcPurpose | null
  readonly cause: OidcCause
  /** What the library or the provider calls it. */
  readonly code: string | null
  readonly personId: string | null
}

/** What is recorded of links, passwords and accounts at the operator's sign-in provider. */
export type PersonEvent = LinkCreated | LinkRefused | PasswordSet | AccountLinked | OidcRefused

/** The meaning of an event about how people come in. */
export function describePersonEvent(event: PersonEvent): {
  readonly result: EventResult
  readonly object: EventObject | null
  readonly details: Readonly<Record<string, string | null>>
} {
  switch (event.kind) {
    case 'person.link_created': {
      const details = { purpose: event.purpose, expires_at: event.expiresAt }
      return { result: 'ok', object: { type: 'person', id: event.personId }, details }
    }
    case 'person.link_refused':
      return { result: 'denied', object: null, details: {} }
    case 'person.password_set':
      return { result: 'ok', object: { type: 'person', id: event.personId }, details: {} }
    case 'person.account_linked':
    case 'person.account_unlinked': {
      const details = { issuer: event.issuer }
      return { result: 'ok', object: { type: 'person', id: event.personId }, details }
    }
    case 'oidc.refused': {
      const { purpose, cause, code, personId } = event
      const object = personId === null ? null : ({ type: 'person', id: personId } as const)
      return { result: 'denied', object, details: { purpose, cause, code } }
    }
  }
}
