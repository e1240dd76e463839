import type { Page } from '@playwright/test'

/** Gives a page's browser a built-in authenticator that knows its user, as a laptop with a fingerprint reader has. */
export async function addVirtualAuthenticator(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    /** As if the wrong finger were on the reader. */
    refuseUser: () => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false }),
    acceptUser: () => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true }),
  }
}
