'use server'

import { action } from '#lib/access/action.ts'
import {
  addPerson as addPersonBy,
  addPersonInput,
  changeRole as changeRoleBy,
  changeRoleInput,
  disablePerson as disablePersonBy,
  enablePerson as enablePersonBy,
  personInput,
  resetPassword as resetPasswordBy,
} from '#lib/access/people.ts'
import { resetSecondFactor as resetSecondFactorOf } from '#lib/access/second-factor/reset.ts'

export const addPerson = action('person.manage', addPersonInput, addPersonBy)
export const changeRole = action('person.manage', changeRoleInput, changeRoleBy)
export const disablePerson = action('person.manage', personInput, disablePersonBy)
export const enablePerson = action('person.manage', personInput, enablePersonBy)
export const resetSecondFactor = action('person.manage', personInput, resetSecondFactorOf)
export const resetPassword = action('person.manage', personInput, resetPasswordBy)
