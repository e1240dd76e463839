import { cookies } from 'next/headers'
import { cache } from 'react'
import { getPublicUrl } from '#lib/access/public-url.ts'
import { isZone, type Zone } from './format-time.ts'

const keptForSeconds = 365 * 24 * 3600

/** The zone in which whoever sent this request wants to see times: UTC unless they chose otherwise. */
export const getZone = cache(async (): Promise<Zone> => {
  const chosen = (await cookies()).get(getName())?.value
  return chosen !== undefined && isZone(chosen) ? chosen : 'UTC'
})

/** Remembers a zone for this browser. Only in a server action; the page is made again with it. */
export async function rememberZone(zone: Zone): Promise<void> {
  const kept = {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: keptForSeconds,
    secure: isSecure(),
  } as const
  ;(await cookies()).set(getName(), zone, kept)
}

const isSecure = () => getPublicUrl().startsWith('https:')
const getName = () => `${isSecure() ? '__Host-' : ''}zone`
