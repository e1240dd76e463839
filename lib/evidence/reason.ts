import { z } from 'zod'
import { longestText } from '#lib/audit/canonical.ts'

/** Why something is held or erased, in words that are kept with it. */
export const reasonInput = z
  .string('must be text')
  .trim()
  .min(3, 'must say why')
  .max(longestText, `must be at most ${longestText} characters`)

/** The id of a player or a transaction, or the name of a case. */
export const subjectInput = z
  .string('must be text')
  .trim()
  .min(1, 'must not be empty')
  .max(longestText, `must be at most ${longestText} characters`)
