import { hash } from 'node:crypto'

/** The columns of the table `lookup`. Times are microseconds since 1970, as text. */
export interface ClearLookup {
  readonly id: string
  readonly requestId: string
  readonly ordinal: number
  readonly boardId: string
  readonly connectionId: string
  readonly provider: string
  /** The inputs as text, secret ones masked. Their order does not matter: `jsonb` keeps its own. */
  readonly input: Readonly<Record<string, unknown>>
  readonly transactionId: string | null
  readonly playerId: string | null
  readonly roundId: string | null
  readonly gameId: string | null
  readonly reason: string | null
  readonly origin: string
  readonly askedBy: string
  readonly askedMicros: string | null
  readonly deadlineMicros: string | null
}

/** The payload digest of an intent's event, hex SHA-256: the whole question, as it was committed. */
export function digestLookup(lookup: ClearLookup): string {
  const { id, requestId, ordinal, boardId, connectionId, provider, input, transactionId, playerId } = lookup
  const { roundId, gameId, reason, origin, askedBy, askedMicros, deadlineMicros } = lookup
  const said = [
    [id, requestId, ordinal, boardId, connectionId, provider],
    Object.keys(input)
      .toSorted()
      .map((name) => [name, input[name]]),
    [transactionId, playerId, roundId, gameId, reason, origin, askedBy, askedMicros, deadlineMicros],
  ]
  return hash('sha256', `lookup ${JSON.stringify(said)}`)
}
