import { z } from 'zod'
import { shownKinds } from '#lib/batches/items-shown.ts'
import { batchStates } from '#lib/batches/view.ts'
import { JsonNumber } from '#lib/json/number.ts'
import { absences, faults, outcomes, statuses } from '#lib/providers/vocabulary.ts'

/** The shapes of the API's batches: requests are parsed with them, and the OpenAPI document is made of them. */

const text = z.string()
const id = z.string().meta({ format: 'uuid' })
const instant = z.string().meta({ format: 'date-time' })
const count = z.int().min(0)

const tally = z.strictObject({
  toAsk: count.describe('Rows that are, or were to be, asked: neither invalid nor duplicates.'),
  done: count,
  waiting: count,
  running: count,
  cancelled: count,
  faults: count,
})

export const batchProgress = tally.extend({
  rows: count,
  invalid: count,
  duplicates: count,
  answered: z.partialRecord(z.enum(statuses), count).describe('Answered rows by status.'),
  absent: count,
  connections: z.array(
    tally.extend({
      connection: text,
      paused: z.strictObject({ until: instant, why: text }).nullable(),
    }),
  ),
})

const done = z.strictObject({ by: text, byName: text, at: instant })

const facts = {
  id,
  state: z.enum(batchStates),
  name: text,
  source: z.enum(['file', 'paste', 'filter', 'api', 'cli', 'schedule']),
  columns: z.array(text).describe('The headers of the list, in order.'),
  bytes: count.nullable(),
  sha256: text.nullable().describe('Of the bytes as they came, hex.'),
  reuseMinutes: count.nullable(),
  reason: text.nullable(),
  refusal: text.nullable(),
  created: done,
  started: done.nullable(),
  approved: done.nullable(),
  finishedAt: instant.nullable(),
}

export const batch = z.strictObject({ ...facts, progress: batchProgress })

export const batchList = z.strictObject({
  data: z.array(
    z.strictObject({
      ...facts,
      rows: count,
      invalid: count,
      duplicates: count,
      toAsk: count,
      done: count,
      faults: count,
    }),
  ),
  nextCursor: id.nullable(),
})

export const batchItem = z.strictObject({
  line: z.int().describe('In the list as it came, from 1.'),
  cells: z.array(text).describe("As they came, in the columns' order; secret ones masked."),
  state: z.enum(['invalid', 'duplicate', 'waiting', 'claimed', 'done', 'cancelled']),
  problems: z.array(z.strictObject({ column: text.nullable(), reason: text })).nullable(),
  duplicateOfLine: z.int().nullable().describe('What became of that row is what became of this one.'),
  connection: text.nullable(),
  transactionId: text.nullable(),
  asked: count.describe('How often the provider was asked.'),
  lookupId: id.nullable(),
  reused: z.boolean(),
  outcome: z.enum(outcomes).nullable(),
  status: z.enum(statuses).nullable(),
  absence: z.enum(absences).nullable(),
  fault: z.enum(faults).nullable(),
  final: z.boolean().nullable(),
})

export const batchItemList = z.strictObject({ data: z.array(batchItem), nextCursor: text.nullable() })

const option = z.string('must stand once').max(200, 'must be at most 200 characters')

/** What is said of a list beside it, in the address. */
export const newBatchQuery = z.strictObject({
  name: option.optional().describe('What people will know it by.'),
  connection: option
    .optional()
    .describe('Of every row. Without it a column `connection` names it, or it is found by the columns.'),
  column: z
    .union([option, z.array(option)])
    .optional()
    .describe(
      '`HEADER=INPUT`, as often as wanted: which input of the connection a column is. The others are as last time, or as their names say.',
    ),
})

export const itemsQuery = z.strictObject({
  show: z.enum(shownKinds, `must be one of ${shownKinds.join(', ')}`).optional(),
  connection: option.optional(),
  transaction: option.optional(),
  cursor: option.regex(/^\d{1,8}$/, 'is not a cursor of this list').optional(),
})

export const startBody = z.strictObject({
  reason: text.max(500).describe('Why it is asked, such as a case or ticket.'),
  reuseMinutes: z
    .instanceof(JsonNumber)
    .meta({ jsonType: 'number', minimum: 1, maximum: 44_640 })
    .transform(({ text: digits }) => Number(digits))
    .refine(
      (minutes) => Number.isInteger(minutes) && minutes >= 1 && minutes <= 44_640,
      'must be from 1 to 44640',
    )
    .optional()
    .describe('Rows answered within so many minutes are not asked again.'),
})

export const retryBody = z.strictObject({
  what: z
    .enum(['faults', 'pendings'], 'must be faults or pendings')
    .describe('What is asked again: rows without an answer, or rows whose answer can still change.'),
})
