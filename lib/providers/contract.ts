import type { z } from 'zod'
import type { Answer } from './answer.ts'
import type { Absence, Fault, Phase, Status } from './vocabulary.ts'

/** An input of a question, under the provider's own parameter name. Forms, API and CSV columns come from it. */
export interface InputField {
  readonly name: string
  readonly label: string
  /**
   * `integer`: unsigned, up to 2^64-1. `decimal`: unsigned, in the grammar of a JSON number. `currency`: 1 to 12
   * letters or digits. `instant`: ISO 8601. All are kept, and sent, as the text the person gave.
   */
  readonly type: 'text' | 'integer' | 'decimal' | 'currency' | 'choice' | 'instant'
  readonly required: boolean
  /** In characters (code points). */
  readonly maxLength?: number
  readonly choices?: readonly string[]
  /** Masked before it is stored; asked for again when the question is repeated. */
  readonly secret?: boolean
  /** It goes into the path of a URL, which cannot carry `.` and `..` (see `encodePathSegment`). */
  readonly pathSegment?: boolean
  /** Which part of the public `subject` it is. */
  readonly subject?: 'transactionId' | 'playerId' | 'roundId' | 'gameId'
  /** Other names under which people and provider pages write it, for the recogniser (`userId`, `player_id`). */
  readonly aliases?: readonly string[]
  readonly hint?: string
}

/** Inputs by name, as text. Absent optional inputs are not in it. */
export type QuestionInput = Readonly<Record<string, string>>

export interface Question {
  readonly input: QuestionInput
}

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST'
  /** Absolute. Its host must be one of the connection's. */
  readonly url: string
  /** In the order in which they are sent. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Exactly these bytes are sent. */
  readonly body: Uint8Array | null
  /** True only for a read that may be repeated without effect; faults worth it are then tried again. */
  readonly safeToRetry: boolean
}

export interface ReceivedReply {
  readonly kind: 'reply'
  readonly status: number
  /** Lower-case names. A header that came several times is joined with `, `. */
  readonly headers: ReadonlyMap<string, string>
  /** After content decoding, unmasked. */
  readonly body: Uint8Array
  readonly httpVersion: '1.1' | '2'
}

export interface SendFault {
  readonly kind: 'fault'
  readonly fault: Fault
  readonly phase: Phase
  /** A sentence for staff, without secrets. */
  readonly text: string
}

/**
 * The only way out. Bounded, recorded, retried where `safeToRetry` allows. Never throws for what a network or
 * a provider does: a reply of any HTTP status, or a fault.
 */
export type Send = (request: OutgoingRequest) => Promise<ReceivedReply | SendFault>

export interface AskContext {
  readonly send: Send
  readonly baseUrl: URL
  readonly now: () => Date
  /** When the transaction is known to have existed, from an earlier answer of this connection; null when unknown. */
  readonly findKnownSince: (question: Question) => Promise<Date | null>
  /** A fresh UUID. */
  readonly newId: () => string
  /** Lives as long as the connection, in this process; for an access token, say. */
  readonly memory: Map<string, unknown>
  /** Whatever is handed in is masked from now on wherever it appears in recorded bytes. */
  readonly keepSecret: (value: string) => void
}

/**
 * Asks up to `rowsPerCall` questions and gives one answer for each, in the same order. Pure but for what the
 * context gives it.
 */
export type Ask = (questions: readonly Question[], context: AskContext) => Promise<readonly Answer[]>

/** A stretch of a body that is about one question of a call, in bytes, half-open. */
export interface RowSpan {
  readonly start: number
  readonly end: number
  /** Its place among the questions. */
  readonly question: number
}

/**
 * Says which bytes of a call's bodies, as they are kept, are about which of its questions: in order, none twice. Pure;
 * of a body that it cannot read it says what it can.
 */
export type CutRows = (
  bodies: { readonly request: Uint8Array | null; readonly reply: Uint8Array | null },
  questions: readonly Question[],
) => { readonly request: readonly RowSpan[]; readonly reply: readonly RowSpan[] }

export interface Adapter {
  /** As in the connections file: `gr8-tech`. */
  readonly key: string
  readonly label: string
  /** What it really tells, in a line for staff. */
  readonly summary: string
  readonly inputs: readonly InputField[]
  /** Of its call, below the base URL, inputs in braces; by it a pasted URL or cURL line is recognised. */
  readonly path: string
  /** A harmless question with which an administrator tests a connection. */
  readonly probe: QuestionInput
  /** 1, or how many questions fit into one call. */
  readonly rowsPerCall: number
  /** Where `rowsPerCall` is more than 1: each player's bytes are kept under the player's own key. */
  readonly cutRows?: CutRows
  /** How long the provider keeps a transaction; null when it does not say. */
  readonly keepsForMs: number | null
  /** What its answers can express; the conformance suite demands a fixture for each. */
  readonly tells: { readonly statuses: readonly Status[]; readonly absences: readonly Absence[] }
  /** Names of reply fields that must echo the question. */
  readonly echoes: readonly string[]
  /** Advice on the age of its data, shown beside every answer; null when it answers in real time. */
  readonly delay: string | null
  /** Changes with every change of the code table or of reading: `2026-11-20`. */
  readonly mappingVersion: string
  /**
   * Validates settings in which references are already resolved. `hosts` gives the origins beside the
   * base URL's that calls go to, such as a token server.
   */
  readonly connect: (settings: unknown) => Connected
}

export type Connected =
  | {
      readonly ok: true
      readonly ask: Ask
      readonly settings: unknown
      readonly hosts: readonly string[]
    }
  | {
      readonly ok: false
      readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
    }

export interface AdapterDefinition<Settings extends z.ZodType> extends Omit<Adapter, 'connect'> {
  readonly settings: Settings
  readonly hosts?: (settings: z.output<Settings>) => readonly string[]
  readonly ask: (
    questions: readonly Question[],
    context: AskContext & { readonly settings: z.output<Settings> },
  ) => Promise<readonly Answer[]>
}

/** Turns a typed definition into an adapter that shared code can hold without knowing its settings. */
export function defineAdapter<Settings extends z.ZodType>(definition: AdapterDefinition<Settings>): Adapter {
  const { settings: schema, hosts, ask, ...described } = definition
  return {
    ...described,
    connect: (given) => {
      const parsed = schema.safeParse(given)
      if (!parsed.success) return { ok: false, issues: parsed.error.issues }
      const settings = parsed.data
      return {
        ok: true,
        settings,
        hosts: hosts?.(settings) ?? [],
        ask: (questions, context) => ask(questions, { ...context, settings }),
      }
    },
  }
}
