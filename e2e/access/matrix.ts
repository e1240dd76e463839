import type { Capability } from '#lib/access/capabilities.ts'

/** A capability; `session` for anybody signed in; `nobody` for what needs no session. */
export type Needs = Capability | 'session' | 'nobody'

/** What each endpoint needs. One that is missing here fails the test: decide, then write it down. */
export const matrix: Readonly<Record<string, Needs>> = {
  'app/sign-in/page.tsx': 'nobody',
  'app/sign-in/oidc/confirmed/page.tsx': 'nobody',
  'app/(desk)/page.tsx': 'session',
  'app/(desk)/lookups/(history)/page.tsx': 'lookup.list',
  'app/(desk)/lookups/[id]/page.tsx': 'lookup.read',
  'app/(desk)/activity/page.tsx': 'audit.own',
  'app/(desk)/audit/(list)/page.tsx': 'audit.read',
  // An event of one's own; any other wants audit.read.
  'app/(desk)/audit/[id]/page.tsx': 'audit.own',
  'app/(desk)/connections/(list)/page.tsx': 'connection.manage',
  'app/(desk)/connections/[id]/page.tsx': 'connection.manage',
  'app/(desk)/people/page.tsx': 'person.manage',
  'app/(desk)/people/[id]/page.tsx': 'person.manage',
  'app/(desk)/tokens/page.tsx': 'token.manage',
  'app/(desk)/sessions/page.tsx': 'session',
  'app/(desk)/roles/page.tsx': 'session',

  // All that they do is to send somebody elsewhere; without a provider they are not there.
  'app/sign-in/oidc/route.ts GET': 'nobody',
  'app/sign-in/oidc/confirm/route.ts GET': 'nobody',
  'app/sign-in/oidc/callback/route.ts GET': 'nobody',
  'app/(desk)/recent/route.ts GET': 'history.own',
  'app/(desk)/lookups/open/route.ts GET': 'lookup.read',
  'app/(desk)/lookups/[id]/board/route.ts GET': 'lookup.read',
  'app/(desk)/lookups/[id]/exchanges/[n]/response/route.ts GET': 'payload.read',
  'app/(desk)/lookups/[id]/exchanges/[n]/copy/route.ts POST': 'payload.read',
  'app/(desk)/audit/export/route.ts GET': 'audit.export',
  'app/(desk)/audit/[id]/proof/route.ts GET': 'audit.export',
  'app/(desk)/audit/public-key/route.ts GET': 'audit.export',
  'app/(desk)/audit/verification/route.ts GET': 'audit.verify',
  'app/(desk)/connections/[id]/test/route.ts POST': 'connection.manage',
  'app/api/v1/openapi.json/route.ts GET': 'nobody',
  // Who asks and who configures: every role.
  'app/api/v1/connections/route.ts GET': 'session',
  'app/api/v1/lookups/route.ts GET': 'history.own',
  'app/api/v1/lookups/route.ts POST': 'lookup.ask',
  'app/api/v1/lookups/[id]/route.ts GET': 'lookup.read',
  'app/api/v1/lookups/[id]/exchanges/[n]/response/route.ts GET': 'payload.read',

  'app/sign-in/actions.ts signIn': 'nobody',
  'app/(desk)/actions.ts signOut': 'nobody',
  'app/(desk)/actions.ts recognisePaste': 'lookup.ask',
  'app/(desk)/actions.ts askProviders': 'lookup.ask',
  'app/(desk)/actions.ts setZone': 'session',
  'app/(desk)/lookups/[id]/actions.ts askAgain': 'lookup.ask',
  'app/(desk)/people/actions.ts addPerson': 'person.manage',
  'app/(desk)/people/actions.ts changeRole': 'person.manage',
  'app/(desk)/people/actions.ts disablePerson': 'person.manage',
  'app/(desk)/people/actions.ts enablePerson': 'person.manage',
  'app/(desk)/tokens/actions.ts createToken': 'token.manage',
  'app/(desk)/tokens/actions.ts revokeToken': 'token.manage',
  'app/(desk)/audit/actions.ts allowExport': 'audit.export',
  'app/(desk)/audit/actions.ts startVerification': 'audit.verify',
  'app/(desk)/audit/actions.ts cancelVerification': 'audit.verify',
  'app/(desk)/audit/actions.ts saveView': 'audit.read',
  'app/(desk)/audit/actions.ts changeView': 'audit.read',
  'app/(desk)/audit/actions.ts deleteView': 'audit.read',
  'app/(desk)/audit/actions.ts restoreView': 'audit.read',
  'app/(desk)/sessions/actions.ts confirmPassword': 'session',
  'app/(desk)/sessions/actions.ts endSession': 'session',
  'app/(desk)/sessions/actions.ts endAllSessions': 'session',
}
