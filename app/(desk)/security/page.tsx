import type { Metadata } from 'next'
import { SecurityPage } from '#components/security/security-page.tsx'
import { requireActor } from '#lib/access/page.ts'
import { confirmPassword } from '#app/(desk)/sessions/actions.ts'
import {
  addPasskey,
  beginPasskey,
  changePassword,
  confirmOffer,
  makeRecoveryCodes,
  offerAuthenticator,
  removeAuthenticator,
  removePasskey,
} from './actions.ts'

export const metadata: Metadata = { title: 'Your security' }

const actions = {
  addPasskey,
  beginPasskey,
  changePassword,
  confirmOffer,
  confirmPassword,
  makeRecoveryCodes,
  offerAuthenticator,
  removeAuthenticator,
  removePasskey,
}

export default async function Page() {
  return <SecurityPage actor={await requireActor('/security')} actions={actions} />
}
