declare const committed: unique symbol

/**
 * Proof that the questions about to be asked stand committed in the database. `send` takes nothing else, so a
 * call cannot go out unrecorded. Lint lets only the store that commits intents, and tests, make one.
 */
export interface CommittedIntent {
  readonly [committed]: true
  readonly lookupIds: readonly string[]
  /** From then on the reaper may call the lookup interrupted. */
  readonly deadlineAt: Date
}

/** Says that the lookups with these ids are committed. Only lib/lookups/store.ts may call it. */
export function commitIntent(lookupIds: readonly string[], deadlineAt: Date): CommittedIntent {
  return brand({ lookupIds, deadlineAt })
}

// The brand exists only in types, so making one is a cast; this is the one place for it.
function brand(intent: Omit<CommittedIntent, typeof committed>): CommittedIntent {
  return intent as CommittedIntent
}
