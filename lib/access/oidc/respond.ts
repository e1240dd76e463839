import { findOidcSettings, type OidcSettings } from './settings.ts'
import type { Departure } from './refuse.ts'

/** Answers a request with where to go next; 404 where no provider is configured. */
export async function respondOidc(depart: (settings: OidcSettings) => Promise<Departure>): Promise<Response> {
  const settings = findOidcSettings()
  if (!settings) return new Response('No sign-in service is configured.', { status: 404 })
  const { location, setCookies } = await depart(settings)
  const headers = new Headers({ location })
  for (const line of setCookies) headers.append('set-cookie', line)
  return new Response(null, { status: 303, headers })
}
