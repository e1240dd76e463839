import { z } from 'zod'
import type { InputField } from '#lib/providers/contract.ts'
import { secretHeaders } from '#lib/providers/settings.ts'

/** Settings of a connection, in the connections file. The page shows no authentication; headers may carry one. */
export const settingsSchema = z.strictObject({ headers: secretHeaders() })

export type Settings = z.output<typeof settingsSchema>

/** FUNGAMESS, Check transactions, Request parameters. */
export const inputs: readonly InputField[] = [
  {
    name: 'transactionId',
    label: 'Transaction id',
    type: 'text',
    required: true,
    subject: 'transactionId',
    aliases: ['transaction_id'],
  },
  {
    name: 'userId',
    label: 'User id',
    type: 'integer',
    required: true,
    subject: 'playerId',
    aliases: ['player_id', 'playerId', 'username'],
  },
  {
    name: 'gameId',
    label: 'Game id',
    type: 'integer',
    required: true,
    subject: 'gameId',
    aliases: ['game_id', 'gameCode'],
  },
]

/** The inputs above, once `parseInput` has accepted them. */
export const rowSchema = z.object({ userId: z.string(), transactionId: z.string(), gameId: z.string() })

/** One row of a call: the question about one transaction. */
export type AskedRow = z.output<typeof rowSchema>
