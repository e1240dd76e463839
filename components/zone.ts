import { cookies } from 'next/headers'
import { cache } from 'react'
import { isZone, type Zone } from './format-time.ts'

/** Holds the zone in which the person wants to see times; absent for UTC. */
export const zoneCookie = 'zone'

/** The zone of this request: UTC unless the person chose otherwise. Server only. */
export const getZone = cache(async (): Promise<Zone> => {
  const chosen = (await cookies()).get(zoneCookie)?.value
  return chosen !== undefined && isZone(chosen) ? chosen : 'UTC'
})
