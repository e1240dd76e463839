'use server'

import { z } from 'zod'
import { action, actionWhileHeld } from '#lib/access/action.ts'
import { changePassword as changePasswordOf, changePasswordInput } from '#lib/access/change-password.ts'
import {
  addPasskey as addPasskeyOf,
  addPasskeyInput,
  beginPasskey as beginPasskeyOf,
  removePasskey as removePasskeyOf,
  removePasskeyInput,
} from '#lib/access/passkey/manage.ts'
import {
  confirmOffer as confirmOfferOf,
  confirmOfferInput,
  makeRecoveryCodes as makeRecoveryCodesOf,
  offerAuthenticator as offerAuthenticatorTo,
  removeAuthenticator as removeAuthenticatorOf,
} from '#lib/access/second-factor/authenticator.ts'

const nothing = z.strictObject({})

export const changePassword = action(null, changePasswordInput, changePasswordOf)
export const removeAuthenticator = action(null, nothing, removeAuthenticatorOf)
export const makeRecoveryCodes = action(null, nothing, makeRecoveryCodesOf)
export const removePasskey = action(null, removePasskeyInput, removePasskeyOf)
export const offerAuthenticator = actionWhileHeld(nothing, offerAuthenticatorTo)
export const confirmOffer = actionWhileHeld(confirmOfferInput, confirmOfferOf)
export const beginPasskey = actionWhileHeld(nothing, beginPasskeyOf)
export const addPasskey = actionWhileHeld(addPasskeyInput, addPasskeyOf)
