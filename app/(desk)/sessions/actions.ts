'use server'

import { action } from '#lib/access/action.ts'
import { confirmInput, confirmPassword as confirmPasswordOf } from '#lib/access/confirm.ts'
import {
  endAllSessions as endAllSessionsOf,
  endSession as endSessionOf,
  endSessionInput,
  endSessionsInput,
} from '#lib/access/sessions.ts'

export const confirmPassword = action(null, confirmInput, confirmPasswordOf)
export const endSession = action(null, endSessionInput, endSessionOf)
export const endAllSessions = action(null, endSessionsInput, endAllSessionsOf)
