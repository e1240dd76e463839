/**
 * What became of evidence. `dropped`: its time was over. `altered`: it is not what was recorded. `locked`: this process
 * does not have the master key.
 */
export type EvidenceState = 'kept' | 'erased' | 'dropped' | 'altered' | 'locked'

/** How what cannot be opened is called on screen, in files and by the API: `[erased]`. */
export const wordsByState: Record<Exclude<EvidenceState, 'kept'>, string> = {
  erased: 'erased',
  dropped: 'no longer kept',
  altered: 'altered since it was recorded',
  locked: 'locked: the master key is missing',
}
