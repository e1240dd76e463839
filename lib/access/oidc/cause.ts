/** What the provider is asked for: to let somebody in, or that it is still them. */
export type OidcPurpose = 'sign_in' | 'confirm'

/** Why an answer of the provider opened or confirmed nothing, in words for who tried. */
const messageByCause = {
  unreachable:
    'The sign-in service cannot be reached, or does not answer as it should. Try again in a minute.',
  denied: 'The sign-in service let nobody in: the sign-in was cancelled or refused there.',
  provider_error: 'The sign-in service reported an error. Try again; if it stays, tell an administrator.',
  not_started: 'This sign-in was not begun in this browser, or cookies are blocked. Start again.',
  expired: 'This sign-in took longer than ten minutes. Start again.',
  replayed: 'This answer of the sign-in service was used already. Start again.',
  untrusted:
    'The answer of the sign-in service does not stand up to the checks, so nobody was signed in. Start again; if it stays, tell an administrator.',
  no_email: 'The sign-in service did not say your e-mail address, which is needed the first time.',
  unverified_email:
    'The sign-in service does not vouch for your e-mail address. Have it verified there, then try again.',
  unknown_person: 'Nobody here has your e-mail address. Ask an administrator of the desk to add you.',
  other_account:
    'The person with your e-mail address signs in with another account of the sign-in service. Ask an administrator of the desk.',
  disabled: 'This account is disabled. An administrator can enable it.',
  limited: 'Too many tries from this address. Try again in a quarter of an hour.',
  other_person: 'You signed in as somebody else there. Confirm with your own account.',
  not_recent: 'The sign-in service did not ask you to sign in again just now, so it confirms nothing.',
  one_factor:
    'The sign-in service asked for one factor, and you have a second one here too. Confirm in another way, or sign out and in again.',
  signed_out: 'Your session has ended meanwhile. Sign in again.',
  unavailable: 'The database cannot be reached. Try again in a few seconds.',
} as const

export type OidcCause = keyof typeof messageByCause

/** The sentence for a cause that came in with an address; null for anything else. */
export function findOidcMessage(given: unknown): string | null {
  return typeof given === 'string' && isCause(given) ? messageByCause[given] : null
}

function isCause(given: string): given is OidcCause {
  return Object.hasOwn(messageByCause, given)
}
