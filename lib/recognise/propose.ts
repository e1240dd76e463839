import type { Actor } from '#lib/access/actor.ts'
import { type ConnectionDescription, listConnections } from '#lib/connections/describe.ts'
import { findKnownInputs, type KnownInput } from '#lib/lookups/known-inputs.ts'
import type { QuestionInput } from '#lib/providers/contract.ts'
import { adapters } from '#lib/providers/registry.ts'
import type { FoundRecord } from './extract-json.ts'
import { fillInputs, matchInputs, refusedOrMissing } from './fill.ts'
import { type Recognised, recognise } from './recognise.ts'

/** How one connection could be asked about one pasted transaction. */
export interface Proposal {
  readonly connection: string
  /** A pasted value stands in it as it was pasted, though the connection may refuse it. */
  readonly input: QuestionInput
  /** Names of inputs that came from an earlier look-up of the transaction, not from the paste. */
  readonly known: readonly string[]
  /** Inputs that are still to be given or put right. */
  readonly missing: readonly string[]
}

export interface Proposals {
  readonly kind: Recognised['kind']
  /** Why nothing was made of the paste, as a sentence. */
  readonly problem: string | null
  /** Providers whose own call was pasted. */
  readonly providers: readonly string[]
  /** For each transaction of the paste, how each connection could be asked. */
  readonly transactions: readonly {
    readonly transactionId: string | null
    readonly proposals: readonly Proposal[]
  }[]
  /** Transactions of the paste beyond those given. */
  readonly leftOut: number
}

/**
 * Makes of a paste what each connection would be asked, filled in from earlier look-ups of the same
 * transaction. `most` bounds the transactions.
 */
export async function propose(actor: Actor, text: string, most: number): Promise<Proposals> {
  const connections = await listConnections(actor)
  const { kind, records, providers, problem } = recognise(text, adapters)
  const pasted = records.length > 0 || kind !== 'call' ? records : [{}]
  const transactions = await Promise.all(
    pasted.slice(0, most).map(async (record) => {
      const transactionId = findTransactionId(connections, record)
      const known = transactionId === null ? [] : await findKnownInputs(actor, transactionId)
      return {
        transactionId,
        proposals: connections.map((connection) => proposeOne(connection, record, known)),
      }
    }),
  )
  return { kind, problem, providers, transactions, leftOut: Math.max(0, pasted.length - most) }
}

function proposeOne(
  connection: ConnectionDescription,
  record: FoundRecord,
  known: readonly KnownInput[],
): Proposal {
  const pasted = matchInputs(connection.inputs, record)
  // This connection's own earlier question knows best, then the newest of any other.
  const own = known.filter((earlier) => earlier.connection === connection.id)
  const remembered = [...own, ...known].reduceRight<QuestionInput>(
    (input, earlier) => ({ ...input, ...fillInputs(connection.inputs, earlier.input) }),
    {},
  )
  const input = { ...remembered, ...pasted }
  return {
    connection: connection.id,
    input,
    known: Object.keys(remembered).filter((name) => pasted[name] === undefined),
    missing: refusedOrMissing(connection.inputs, input),
  }
}

function findTransactionId(
  connections: readonly ConnectionDescription[],
  record: FoundRecord,
): string | null {
  for (const { inputs } of connections) {
    const field = inputs.find(({ subject }) => subject === 'transactionId')
    const value = field && fillInputs([field], record)[field.name]
    if (value !== undefined) return value
  }
  return null
}
