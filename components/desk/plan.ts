import type { InputField } from '#lib/providers/contract.ts'
import { parseInput } from '#lib/providers/input.ts'
import type { Proposals } from '#lib/recognise/propose.ts'
import type { Choices, DeskConnection } from './choices.ts'
import { type ResolvedInput, resolveInput, valuesOf } from './resolve-input.ts'

/** Everything that would happen on Ask, and why not more. */
export interface Plan {
  readonly connections: readonly ConnectionPlan[]
  readonly transactions: readonly TransactionPlan[]
  /** Within the limit, each once. */
  readonly questions: readonly PlannedQuestion[]
  /** Transactions of the paste about which nothing is asked because the limit is reached. */
  readonly leftOut: number
  /** Inputs that stand in the way of Ask, in the order of the page. */
  readonly blockers: readonly Blocker[]
}

export interface ConnectionPlan {
  readonly connection: DeskConnection
  /** The paste is its provider's own call. */
  readonly own: boolean
  readonly ticked: boolean
  /** About how many transactions it can be asked. */
  readonly ready: number
  /** Left unticked only because it would go beyond the limit. */
  readonly beyondLimit: boolean
  readonly fields: readonly FieldPlan[]
}

export interface FieldPlan {
  readonly field: InputField
  /** With several transactions, only what was typed for all that lack it. */
  readonly value: string
  readonly source: ResolvedInput[string]['source'] | null
  /** Transactions that have no value for it. */
  readonly lacking: number
  /** What is wrong with it, as a sentence; null when it may be sent. */
  readonly problem: string | null
  /** The first value that cannot be sent, of whichever transaction, and why. */
  readonly refused: { readonly value: string; readonly problem: string } | null
}

export interface TransactionPlan {
  readonly transactionId: string | null
  /** By connection. */
  readonly inputs: Readonly<Record<string, ResolvedInput>>
  /** The ticked connections that are asked about it. */
  readonly asked: readonly string[]
  /** Behind the limit: nothing is asked about it. */
  readonly leftOut: boolean
}

export interface PlannedQuestion {
  readonly connection: string
  readonly input: Readonly<Record<string, string>>
}

export interface Blocker {
  readonly connection: string
  readonly field: string
}

/** Works out what would be asked. Pure, and quick enough for every key that is pressed. */
export function planAsking(
  connections: readonly DeskConnection[],
  proposals: Proposals,
  choices: Choices,
  limit: number,
): Plan {
  const several = proposals.transactions.length > 1
  const judged = orderConnections(connections, proposals).map((connection) => {
    const inputs = proposals.transactions.map((transaction) => {
      const proposal = transaction.proposals.find((one) => one.connection === connection.id)
      return resolveInput(connection, { proposal, connections, given: choices.given, several })
    })
    const ready = inputs.map((input) => parseInput(connection.inputs, valuesOf(input)).ok)
    return { connection, inputs, ready }
  })

  let budget = limit
  const plans = judged.map(({ connection, inputs, ready }): ConnectionPlan => {
    const count = ready.filter(Boolean).length
    const own = proposals.providers.includes(connection.provider)
    // Or a value half typed would untick it, and take the field away under the person's hands.
    const typedInto = choices.given[connection.id] !== undefined
    const wanted = own || count > 0 || typedInto
    const fits = count <= budget || budget === limit
    const ticked = choices.ticks[connection.id] ?? (wanted && fits)
    if (ticked) budget -= count
    const fields = connection.inputs.map((field) => planField(field, inputs, choices, connection.id, several))
    return { connection, own, ticked, ready: count, beyondLimit: !ticked && wanted && !fits, fields }
  })

  const isTicked = new Set(plans.flatMap(({ connection, ticked }) => (ticked ? [connection.id] : [])))
  const transactions = proposals.transactions.map(({ transactionId }, index): TransactionPlan => ({
    transactionId,
    inputs: Object.fromEntries(judged.map(({ connection, inputs }) => [connection.id, inputs[index] ?? {}])),
    asked: judged.flatMap(({ connection, ready }) =>
      ready[index] && isTicked.has(connection.id) ? [connection.id] : [],
    ),
    leftOut: false,
  }))
  const { questions, reached } = composeQuestions(transactions, limit)
  return {
    connections: plans,
    transactions: transactions.map((one, index) =>
      index < reached ? one : { ...one, asked: [], leftOut: true },
    ),
    questions,
    leftOut: transactions.length - reached + proposals.leftOut,
    blockers: plans.flatMap(findBlockers),
  }
}

/** The provider whose call was pasted first, then who can be asked with the paste alone, else as in the file. */
function orderConnections(connections: readonly DeskConnection[], { providers, transactions }: Proposals) {
  const rank = ({ id, provider }: DeskConnection) => {
    if (providers.includes(provider)) return 0
    const sound = transactions.some(({ proposals }) =>
      proposals.some(({ connection, missing }) => connection === id && missing.length === 0),
    )
    return sound ? 1 : 2
  }
  return connections.toSorted((one, other) => rank(one) - rank(other))
}

function planField(
  field: InputField,
  inputs: readonly ResolvedInput[],
  { given }: Choices,
  connection: string,
  several: boolean,
): FieldPlan {
  const { name } = field
  const values = inputs.map((input) => input[name])
  const lacking = values.filter((found) => found === undefined).length
  const [first] = values
  const typed = given[connection]?.[name]
  // As typed, spaces and all, or the cursor would jump.
  const value = typed ?? (several ? '' : (first?.value ?? ''))
  const untouched = several && lacking === 0 && value === ''
  const problem = untouched ? null : complain(field, value.trim())
  const [refused = null] = values.flatMap((found) => findRefused(field, found?.value))
  return { field, value, source: several ? null : (first?.source ?? null), lacking, problem, refused }
}

function findRefused(field: InputField, value: string | undefined) {
  const problem = value === undefined ? null : complain(field, value)
  return value === undefined || problem === null ? [] : [{ value, problem }]
}

function complain(field: InputField, value: string): string | null {
  const { name, label } = field
  const parsed = parseInput([field], { [name]: value })
  const wrong = parsed.ok ? undefined : parsed.issues[0]?.message
  // Its sentences begin with the provider's name of the field; people read its label.
  return wrong?.startsWith(name) ? label + wrong.slice(name.length) : (wrong ?? null)
}

/** Whole transactions up to the limit; the same question is asked once. */
function composeQuestions(transactions: readonly TransactionPlan[], limit: number) {
  const questions = new Map<string, PlannedQuestion>()
  let reached = 0
  for (const { inputs, asked } of transactions) {
    const more = asked
      .map((connection) => ({ connection, input: valuesOf(inputs[connection] ?? {}) }))
      .map((question) => [JSON.stringify(question), question] as const)
      .filter(([key]) => !questions.has(key))
    if (questions.size + more.length > limit) break
    for (const [key, question] of more) questions.set(key, question)
    reached += 1
  }
  return { questions: [...questions.values()], reached }
}

/** A ticked connection that can be asked about nothing, and a typed value that it would refuse, hold Ask back. */
function findBlockers({ connection, ticked, ready, fields }: ConnectionPlan): readonly Blocker[] {
  if (!ticked) return []
  return fields
    .filter(({ problem, value }) => problem !== null && (ready === 0 || value !== ''))
    .map(({ field }) => ({ connection: connection.id, field: field.name }))
}
