import type { InputField } from '#lib/providers/contract.ts'
import type { Proposal } from '#lib/recognise/propose.ts'
import type { DeskConnection } from './choices.ts'

/** A value of the paste that some connection understands. */
export interface FoundField {
  readonly label: string
  readonly value: string
  readonly secret: boolean
}

const labelBySubject: Record<NonNullable<InputField['subject']>, string> = {
  transactionId: 'Transaction',
  playerId: 'Player',
  roundId: 'Round',
  gameId: 'Game',
}

/** What was understood of a pasted transaction, each value once, whichever connections it is for. */
export function listFoundFields(
  connections: readonly DeskConnection[],
  proposals: readonly Proposal[],
): readonly FoundField[] {
  const found = new Map<string, FoundField>()
  for (const { id, inputs } of connections) {
    const proposal = proposals.find(({ connection }) => connection === id)
    for (const { name, label, subject, secret } of inputs) {
      const value = proposal?.input[name]
      if (value === undefined || proposal?.known.includes(name)) continue
      const key = JSON.stringify([subject ?? label, value])
      found.set(key, { label: subject ? labelBySubject[subject] : label, value, secret: secret === true })
    }
  }
  return [...found.values()]
}
