import { z } from 'zod'
import type { InputField } from '#lib/providers/contract.ts'
import { secret, text } from '#lib/providers/settings.ts'

/** Settings of a connection, in the connections file. */
export const settingsSchema = z.strictObject({
  username: text().refine((name) => !name.includes(':'), 'must not hold a colon (RFC 7617, section 2)'),
  password: secret(),
  signature: z.strictObject({
    secret: secret(),
    algorithm: z.enum(['sha256', 'sha512']).default('sha256'),
    encoding: z.enum(['hex', 'base64']).default('hex'),
  }),
})

export type Settings = z.output<typeof settingsSchema>

const actions = ['debit', 'credit', 'rollback'] as const

/** The page, JSON Parameters. All ten are needed. */
export const inputs: readonly InputField[] = [
  {
    name: 'transaction_id',
    label: 'Transaction id',
    type: 'text',
    required: true,
    maxLength: 36,
    subject: 'transactionId',
    aliases: ['transactionId'],
  },
  {
    name: 'action',
    label: 'Action',
    type: 'choice',
    required: true,
    choices: actions,
    hint: 'What the transaction was meant to do.',
  },
  {
    name: 'amount',
    label: 'Amount',
    type: 'decimal',
    required: true,
    hint: 'The amount of the transaction; it is sent digit for digit.',
  },
  { name: 'currency', label: 'Currency', type: 'currency', required: true },
  {
    name: 'player_id',
    label: 'Player id',
    type: 'integer',
    required: true,
    subject: 'playerId',
    aliases: ['playerId', 'userId', 'username'],
  },
  {
    name: 'round_id',
    label: 'Round id',
    type: 'text',
    required: true,
    maxLength: 36,
    subject: 'roundId',
    aliases: ['roundId', 'gameRoundId'],
  },
  {
    name: 'game_id',
    label: 'Game id',
    type: 'text',
    required: true,
    subject: 'gameId',
    aliases: ['gameId', 'gameCode'],
  },
  { name: 'site_id', label: 'Site id', type: 'integer', required: true },
  { name: 'provider_id', label: 'Provider id', type: 'integer', required: true },
  {
    name: 'token',
    label: 'Session token',
    type: 'text',
    required: true,
    // Launch tokens of other vendors are JWTs of some hundred characters; the page sets no limit.
    maxLength: 4096,
    secret: true,
    aliases: ['sessionToken'],
    hint: 'From the launch URL of the game session.',
  },
]

/** The inputs above, once `parseInput` has accepted them. */
export const questionSchema = z.object({
  token: z.string(),
  player_id: z.string(),
  site_id: z.string(),
  provider_id: z.string(),
  game_id: z.string(),
  currency: z.string(),
  amount: z.string(),
  round_id: z.string(),
  transaction_id: z.string(),
  action: z.enum(actions),
})

export type StatusQuestion = z.output<typeof questionSchema>
