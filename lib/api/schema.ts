import { z } from 'zod'
import { JsonNumber } from '#lib/json/number.ts'
import {
  absences,
  amountKinds,
  faults,
  noticeKinds,
  operations,
  origins,
  outcomes,
  statuses,
  statusReasons,
} from '#lib/providers/vocabulary.ts'
import {
  batch,
  batchItem,
  batchItemList,
  batchList,
  batchProgress,
  retryBody,
  startBody,
} from './batch-schema.ts'

/** The shapes of the JSON API: requests are parsed with them, and the OpenAPI document is made of them. */

const number = z.instanceof(JsonNumber).meta({ jsonType: 'number' })
const text = z.string()
const id = z.string().meta({ format: 'uuid' })
const instant = z.string().meta({ format: 'date-time' })

export const question = z.strictObject({
  connection: text.describe('The id of a connection.'),
  input: z
    .record(text, z.union([text, number]))
    .describe(
      "The adapter's inputs under the provider's own names. Numbers may come as JSON numbers or as text; no digit is changed.",
    ),
})

export const askBody = z.strictObject({
  reason: text.max(500).optional().describe('Why it is asked, such as a case or ticket.'),
  questions: z.array(question).min(1).max(1000),
  wait: z
    .instanceof(JsonNumber)
    .meta({ jsonType: 'number', minimum: 0, maximum: 30 })
    .transform(({ text: digits }) => Number(digits))
    .refine((seconds) => seconds >= 0 && seconds <= 30, 'must be from 0 to 30')
    .optional()
    .describe('Seconds to wait for answers, 0 to 30. Look-ups not answered by then have outcome null.'),
})

export const askHeaders = z.strictObject({
  'Idempotency-Key': text
    .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')
    .optional()
    .describe('The same key with the same body asks nothing again and gives the same look-ups.'),
})

const amount = z.strictObject({
  kind: z.enum(amountKinds),
  amount: text.describe('Decimal text, exactly as the provider sent it.'),
  currency: text.nullable().describe('Free text, as sent.'),
  path: text.optional().describe('Where in the reply it stood, when there can be several of a kind.'),
})

export const exchange = z.strictObject({
  n: z.int().min(1),
  method: text,
  url: text.describe('Secrets masked.'),
  httpVersion: text.nullable(),
  status: z.int().nullable(),
  startedAt: instant,
  durationMs: z.int(),
  responseBytes: z.int().nullable().describe('Of the body as received, after content decoding.'),
  responseSha256: text.nullable().describe('Of the body as received, before masking.'),
})

export const lookup = z.strictObject({
  id,
  connection: text,
  provider: text,
  subject: z.strictObject({
    transactionId: text.nullable(),
    playerId: text.nullable(),
    roundId: text.nullable(),
    gameId: text.nullable(),
  }),
  askedAt: instant,
  askedBy: text,
  reason: text.nullable(),
  origin: z.enum(origins),
  answeredAt: instant.nullable(),
  durationMs: z.int().nullable(),
  outcome: z.enum(outcomes).nullable().describe('Null while there is none.'),
  status: z.enum(statuses).nullable(),
  absence: z.enum(absences).nullable(),
  fault: z.enum(faults).nullable(),
  final: z.boolean().nullable(),
  statusReason: z.enum(statusReasons).nullable(),
  providerStatus: z.strictObject({ code: text.nullable(), text: text.nullable() }),
  operation: z.enum(operations).nullable(),
  providerOperation: text.nullable(),
  amounts: z.array(amount),
  balances: z.array(amount.extend({ asOf: z.enum(['now', 'after_transaction']) })),
  times: z.strictObject({ created: text.nullable(), resolved: text.nullable() }),
  references: z.strictObject({ transactionId: text.nullable(), traceId: text.nullable() }),
  notices: z.array(z.strictObject({ kind: z.enum(noticeKinds), text })),
  mappingVersion: text.nullable(),
  exchanges: z.array(exchange),
})

export const connection = z.strictObject({
  id: text,
  label: text,
  provider: text,
  environment: z.enum(['demo', 'staging', 'production']),
  rowsPerCall: z.int(),
  inputs: z.array(
    z.strictObject({
      name: text,
      label: text,
      type: z.enum(['text', 'integer', 'decimal', 'currency', 'choice', 'instant']),
      required: z.boolean(),
      maxLength: z.int().nullable(),
      choices: z.array(text).nullable(),
      secret: z.boolean(),
    }),
  ),
})

export const askAnswer = z.strictObject({ lookups: z.array(lookup) }).meta({ id: 'AskAnswer' })
export const lookupList = z.strictObject({ data: z.array(lookup), nextCursor: id.nullable() })
export const connectionList = z.strictObject({ data: z.array(connection), nextCursor: z.null() })

export const problem = z.strictObject({
  type: text,
  title: text,
  status: z.int(),
  detail: text,
  errors: z.array(z.strictObject({ field: text, detail: text })).optional(),
  capability: text.optional(),
})

/** The shapes that have a name in the OpenAPI document. */
export const named = {
  AskRequest: askBody,
  Question: question,
  AskAnswer: askAnswer,
  Lookup: lookup,
  Exchange: exchange,
  LookupList: lookupList,
  Connection: connection,
  ConnectionList: connectionList,
  Batch: batch,
  BatchProgress: batchProgress,
  BatchList: batchList,
  BatchItem: batchItem,
  BatchItemList: batchItemList,
  StartRequest: startBody,
  RetryRequest: retryBody,
  Problem: problem,
} as const
