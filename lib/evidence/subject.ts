/** Whose evidence it is, and so whose key it is under. */
export interface Subject {
  readonly kind: 'player' | 'transaction' | 'connection'
  /** player: the player id. transaction: connection id, a space, transaction id. connection: its id. */
  readonly id: string
}

/** The player named in a question, else the transaction at that connection, else the connection. */
export function subjectOf(lookup: {
  readonly connectionId: string
  readonly transactionId: string | null
  readonly playerId: string | null
}): Subject {
  const { connectionId, transactionId, playerId } = lookup
  if (playerId !== null) return { kind: 'player', id: playerId }
  if (transactionId !== null) return { kind: 'transaction', id: `${connectionId} ${transactionId}` }
  return connectionSubject(connectionId)
}

/** What belongs to no row of a call that asks about several. */
export function connectionSubject(connectionId: string): Subject {
  return { kind: 'connection', id: connectionId }
}

/** The same text for the same subject, and for no other. */
export function nameOfSubject({ kind, id }: Subject): string {
  return `${kind} ${id}`
}
