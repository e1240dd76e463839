import { z } from 'zod'
import type { InputField } from '#lib/providers/contract.ts'
import { secret, secretHeaders, text } from '#lib/providers/settings.ts'

/** Settings of a connection, in the connections file. The page shows no authentication. */
export const settingsSchema = z
  .strictObject({
    productId: text(),
    headers: secretHeaders(),
    signature: z.strictObject({ key: secret() }).optional(),
  })
  .refine(
    ({ headers, signature }) =>
      signature === undefined ||
      !Object.keys(headers).some((name) => /^sapi-(?:timestamp|signature)$/i.test(name)),
    { path: ['headers'], message: 'must not name a header that the signature brings' },
  )

export type Settings = z.output<typeof settingsSchema>

/** OneForBet, Check Balance, Parameter Description; `id`, `timestampMillis` and `productId` are the desk's. */
export const inputs: readonly InputField[] = [
  {
    name: 'username',
    label: 'Username',
    type: 'text',
    required: true,
    subject: 'playerId',
    aliases: ['player_id', 'playerId', 'userId'],
    hint: 'The member whose balance is asked for.',
  },
  { name: 'currency', label: 'Currency', type: 'currency', required: true },
  {
    name: 'gameCode',
    label: 'Game code',
    type: 'text',
    required: false,
    subject: 'gameId',
    aliases: ['gameId', 'game_id'],
  },
  {
    name: 'sessionToken',
    label: 'Session token',
    type: 'text',
    required: false,
    // The page's own example, a JWT, has 155 characters; it sets no limit.
    maxLength: 4096,
    secret: true,
    aliases: ['token'],
  },
]

/** The inputs above, once `parseInput` has accepted them. */
export const questionSchema = z.object({
  username: z.string(),
  currency: z.string(),
  gameCode: z.string().optional(),
  sessionToken: z.string().optional(),
})

export type BalanceQuestion = z.output<typeof questionSchema>
