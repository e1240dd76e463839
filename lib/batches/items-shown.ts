import { statuses } from '#lib/providers/vocabulary.ts'

/** What the tiles of a batch count, and its rows can be narrowed to. */
export const shownKinds = [
  ...statuses,
  'absent',
  'fault',
  'waiting',
  'running',
  'cancelled',
  'duplicate',
  'invalid',
] as const
export type ShownKind = (typeof shownKinds)[number]
