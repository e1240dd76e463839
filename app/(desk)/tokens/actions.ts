'use server'

import { z } from 'zod'
import { action } from '#lib/access/action.ts'
import {
  createToken as createTokenBy,
  newTokenSchema,
  revokeToken as revokeTokenBy,
} from '#lib/access/api-token.ts'

export const createToken = action('token.manage', newTokenSchema, createTokenBy)
export const revokeToken = action('token.manage', z.object({ id: z.uuid() }), async (actor, { id }) => {
  await revokeTokenBy(actor, id)
})
