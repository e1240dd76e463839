import type { Instrumentation } from 'next'

/** Before the first request: a wrong configuration must not wait for somebody to meet it. */
export async function register(): Promise<void> {
  const { getSql } = await import('#db/client.ts')
  const { tellOfAddresses } = await import('#lib/access/tell-of-addresses.ts')
  const { assertMacKey } = await import('#lib/audit/check-mac-key.ts')
  const { tellOfSigningKey } = await import('#lib/audit/check-signing-key.ts')
  const { assertMasterKeys } = await import('#lib/evidence/check-master-keys.ts')
  const { announceConnections } = await import('#lib/connections/announce.ts')
  tellOfAddresses()
  tellOfSigningKey()
  await assertMacKey(getSql())
  await assertMasterKeys(getSql())
  await announceConnections()
}

/** Logs what a page, an action or a handler threw, under the reference that the screen shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, context) => {
  const { getLog } = await import('#lib/log.ts')
  const { describeError } = await import('#lib/describe-error.ts')
  const { routePath, routeType } = context
  getLog().error({ ...describeError(error), routePath, routeType }, 'request failed')
}
