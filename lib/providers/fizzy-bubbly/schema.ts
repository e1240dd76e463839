import { z } from 'zod'
import type { InputField } from '#lib/providers/contract.ts'
import { headerText, secret } from '#lib/providers/settings.ts'

/** Settings of a connection. What `signature` chooses between, the vendor's public pages leave open. */
export const settings = z.strictObject({
  publicKey: headerText(),
  privateKey: secret(),
  signature: z
    .strictObject({
      encoding: z.enum(['hex', 'base64']).default('hex'),
      uri: z.enum(['full', 'path']).default('full'),
      emptyBody: z.enum(['md5', 'empty']).default('md5'),
    })
    .prefault({}),
})

export type Settings = z.output<typeof settings>

/** What a question consists of. */
export const inputs: readonly InputField[] = [
  {
    name: 'transactionId',
    label: 'Transaction id',
    type: 'text',
    required: true,
    pathSegment: true,
    subject: 'transactionId',
    aliases: ['transaction_id'],
  },
]
