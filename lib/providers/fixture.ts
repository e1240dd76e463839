import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { ReceivedReply, SendFault } from './contract.ts'
import { faults, phases } from './vocabulary.ts'

/** What a fixture can be required for, beside the statuses and absences that its adapter declares. */
export const requiredCases = ['malformed', 'unauthorized', 'rate_limited', 'mismatch', 'lossless'] as const

const headers = z.array(z.tuple([z.string(), z.string()]))

const reply = z.strictObject({
  status: z.int(),
  headers: headers.default([]),
  /** The body as text; `bodyBase64` where it is not valid UTF-8. */
  body: z.string().optional(),
  bodyBase64: z.base64().optional(),
  httpVersion: z.enum(['1.1', '2']).default('1.1'),
})

const fixtureSchema = z.strictObject({
  /** Page and section of the provider's documentation, or "constructed" and why. */
  source: z.string().min(1),
  /** Statuses, absences and required cases that this fixture stands for. */
  covers: z.array(z.string()).min(1),
  baseUrl: z.url().default('https://provider.test/'),
  settings: z.record(z.string(), z.unknown()),
  now: z.iso.datetime().default('2026-11-20T14:02:07.118Z'),
  ids: z.array(z.uuid()).default([]),
  questions: z
    .array(
      z.strictObject({
        input: z.record(z.string(), z.string()),
        knownSince: z.iso.datetime().nullable().default(null),
      }),
    )
    .min(1),
  exchanges: z.array(
    z.strictObject({
      /** Every given part must equal what was sent; headers and body to the byte. */
      request: z
        .strictObject({
          method: z.string(),
          url: z.string(),
          headers: headers.optional(),
          body: z.string().nullable().optional(),
        })
        .optional(),
      reply: reply.optional(),
      fault: z.strictObject({ fault: z.enum(faults), phase: z.enum(phases), text: z.string() }).optional(),
    }),
  ),
  /** One per question: the members that are given must equal. */
  answers: z.array(z.record(z.string(), z.unknown())).min(1),
})

export type Fixture = z.output<typeof fixtureSchema> & { readonly name: string }

/** Reads the fixtures of a provider's folder. Throws, naming the file, when one is not of the shape. */
export function readFixtures(providerKey: string): readonly Fixture[] {
  const folder = new URL(`./${providerKey}/fixtures/`, import.meta.url)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const parsed = fixtureSchema.safeParse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
      if (!parsed.success)
        throw new Error(`${providerKey}/fixtures/${name}: ${z.prettifyError(parsed.error)}`)
      return { ...parsed.data, name: name.replace(/\.json$/, '') }
    })
}

/** What `send` gives for the nth exchange of a fixture. */
export function replyOf(exchange: Fixture['exchanges'][number]): ReceivedReply | SendFault {
  if (exchange.fault) return { kind: 'fault', ...exchange.fault }
  const { reply: given } = exchange
  if (!given) throw new Error('An exchange of a fixture needs a reply or a fault.')
  return {
    kind: 'reply',
    status: given.status,
    headers: new Map(given.headers),
    body: Buffer.from(
      given.bodyBase64 ?? given.body ?? '',
      given.bodyBase64 === undefined ? 'utf8' : 'base64',
    ),
    httpVersion: given.httpVersion,
  }
}
