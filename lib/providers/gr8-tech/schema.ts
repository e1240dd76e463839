import { z } from 'zod'
import type { InputField } from '#lib/providers/contract.ts'
import { headerSecret, headerText, secret, text } from '#lib/providers/settings.ts'

const tokenSettings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).refine(isPlainAddress, 'Must hold no user name, password or fragment'),
  clientId: text(),
  clientSecret: secret(),
  /** Where the client's secret goes: RFC 6749, section 2.3.1, knows both. */
  auth: z.enum(['form', 'basic']).default('form'),
})

export type TokenSettings = z.output<typeof tokenSettings>

/** Settings of a connection, with either a fixed `authorization` or a `token` server. */
export const settings = z
  .strictObject({
    brand: headerText(),
    operatorId: headerText(),
    authorization: headerSecret().optional(),
    token: tokenSettings.optional(),
  })
  .refine(({ authorization, token }) => (authorization === undefined) !== (token === undefined), {
    message: 'Exactly one of authorization and token must be set',
    path: ['authorization'],
    // Also when other members are wrong, so that all faults are named at once.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })

export type Settings = z.output<typeof settings>

/** What a question consists of. */
export const inputs: readonly InputField[] = [
  {
    name: 'playerId',
    label: 'Player id',
    type: 'text',
    required: true,
    pathSegment: true,
    subject: 'playerId',
    aliases: ['player_id', 'userId', 'username'],
  },
  {
    name: 'transactionId',
    label: 'Transaction id',
    type: 'text',
    required: true,
    maxLength: 50,
    pathSegment: true,
    subject: 'transactionId',
    aliases: ['transaction_id'],
  },
  {
    name: 'occurredAt',
    label: 'When it happened',
    type: 'instant',
    required: false,
    hint: 'If known. Not sent; it tells a transaction that they have forgotten after 3 days from one that never was.',
  },
]

function isPlainAddress(url: string): boolean {
  const { username, password, hash } = new URL(url)
  return username === '' && password === '' && hash === ''
}
