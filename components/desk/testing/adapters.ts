import { z } from 'zod'
import { type Adapter, defineAdapter, type InputField } from '#lib/providers/contract.ts'

const transaction = {
  type: 'text',
  required: true,
  subject: 'transactionId',
  aliases: ['transaction_id', 'transactionId'],
} as const

/** Providers that there are not, of each kind that the desk has to tell apart. */
export const adapters: readonly Adapter[] = [
  made('with-token', 'With token', '/status', [
    { ...transaction, name: 'transaction_id', label: 'Transaction id' },
    { name: 'action', label: 'Action', type: 'choice', required: true, choices: ['debit', 'credit'] },
    { name: 'amount', label: 'Amount', type: 'decimal', required: true },
    { name: 'currency', label: 'Currency', type: 'currency', required: true },
    {
      name: 'player_id',
      label: 'Player id',
      type: 'integer',
      required: true,
      subject: 'playerId',
      aliases: ['playerId', 'userId'],
    },
    { name: 'token', label: 'Session token', type: 'text', required: true, secret: true },
  ]),
  made('in-rows', 'In rows', '/check-rows', [
    { ...transaction, name: 'transactionId', label: 'Transaction id' },
    {
      name: 'userId',
      label: 'User id',
      type: 'integer',
      required: true,
      subject: 'playerId',
      aliases: ['player_id', 'playerId'],
    },
    { name: 'gameId', label: 'Game id', type: 'integer', required: true, subject: 'gameId' },
  ]),
  made('by-id', 'By id', '/history/{transactionId}', [
    { ...transaction, name: 'transactionId', label: 'Transaction id' },
  ]),
  made('by-player', 'By player', '/players/{playerId}/transactions/{transactionId}', [
    {
      name: 'playerId',
      label: 'Player id',
      type: 'text',
      required: true,
      pathSegment: true,
      subject: 'playerId',
      aliases: ['player_id', 'userId'],
    },
    { ...transaction, name: 'transactionId', label: 'Transaction id', pathSegment: true },
  ]),
]

function made(key: string, label: string, path: string, inputs: readonly InputField[]): Adapter {
  return defineAdapter({
    key,
    label,
    summary: label,
    inputs,
    path,
    probe: {},
    rowsPerCall: 1,
    keepsForMs: null,
    tells: { statuses: [], absences: [] },
    echoes: [],
    delay: null,
    mappingVersion: '2026-11-20',
    settings: z.object({}),
    ask: () => Promise.resolve([]),
  })
}
