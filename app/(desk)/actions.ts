'use server'

import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { z } from 'zod'
import { isZone } from '#components/format-time.ts'
import { rememberZone } from '#components/zone.ts'
import { action } from '#lib/access/action.ts'
import { signOutHere } from '#lib/access/current-session.ts'
import { askFromDesk, deskRequest } from '#lib/desk/ask-from-desk.ts'
import { deskPaste, recogniseForDesk } from '#lib/desk/recognise.ts'

const zone = z.string().refine(isZone, 'is not a time zone')

export const recognisePaste = action('lookup.ask', deskPaste, recogniseForDesk)
export const askProviders = action('lookup.ask', deskRequest, (actor, request) =>
  askFromDesk(actor, request, after),
)
export const setZone = action(null, zone, (_actor, chosen) => rememberZone(chosen))

export async function signOut(): Promise<void> {
  await signOutHere()
  redirect('/sign-in')
}
