import { z } from 'zod'
import { isStorable } from '#lib/json/storable.ts'
import { statuses } from '#lib/providers/vocabulary.ts'

/** For how long something is open, by the word that the URL has for it. */
export const ages = ['<1h', '1h-24h', '1d-3d', '>3d'] as const
export type Age = (typeof ages)[number]

/** How far back the board looks, in days. Without an end it would read every answer that was ever open. */
export const daysByPeriod = { '1d': 1, '7d': 7, '30d': 30, '90d': 90, '1y': 365 } as const
export type Period = keyof typeof daysByPeriod
export const periods = ['1d', '7d', '30d', '90d', '1y'] as const satisfies readonly Period[]
export const usualPeriod: Period = '90d'

/** What can be said of an open transaction. An adapter may call any status not final. */
export const openWords = ['pending', 'not_found_or_processing', ...statuses.slice(1)] as const

/** Of amounts without a currency, and where no amount was told. */
export const noCurrency = 'none'

const oneOf = (words: readonly string[]) => `must be one of ${words.join(', ')}`
const text = (longest: number) =>
  z
    .string('must stand once')
    .max(longest, `must be at most ${longest} characters`)
    .refine(isStorable, 'holds a character that no text can hold')

/** How the pending board can be narrowed; the same in the URL of the page. */
export const pendingFilter = z.strictObject({
  transactionId: text(200).optional(),
  connection: text(40).optional(),
  /** As the provider wrote it, or `none`. */
  currency: text(40).optional(),
  age: z.enum(ages, oneOf(ages)).optional(),
  status: z.enum(openWords, oneOf(openWords)).optional(),
  /** Within which it was asked about. */
  asked: z.enum(periods, oneOf(periods)).optional(),
  /** The oldest first, unless told otherwise. */
  order: z.enum(['oldest', 'newest'], 'must be oldest or newest').optional(),
  /** From the page before: what comes after it in the list. */
  cursor: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, notACursor())
    .refine((cursor) => !Number.isNaN(Date.parse(cursor.slice(0, cursor.indexOf('_')))), notACursor())
    .optional(),
})
export type PendingFilter = z.output<typeof pendingFilter>

function notACursor(): string {
  return 'is not a cursor of this list'
}
