import { cookies } from 'next/headers'
import { cache } from 'react'
import { isZone, type Zone } from './format-time.ts'

const cookieName = 'zone'
const keptForSeconds = 365 * 24 * 3600

/** The zone in which whoever sent this request wants to see times: UTC unless they chose otherwise. */
export const getZone = cache(async (): Promise<Zone> => {
  const chosen = (await cookies()).get(cookieName)?.value
  return chosen !== undefined && isZone(chosen) ? chosen : 'UTC'
})

/** Remembers a zone for this browser. Only in a server action; the page is made again with it. */
export async function rememberZone(zone: Zone): Promise<void> {
  const kept = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: keptForSeconds } as const
  ;(await cookies()).set(cookieName, zone, kept)
}
