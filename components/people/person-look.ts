import { CircleCheck, CircleDashed, CircleSlash } from 'lucide-react'
import type { Look } from '#components/status-look.ts'
import type { KnownPerson } from '#lib/access/people.ts'

/** Whether somebody may come in, and is in. */
export function lookOfPerson({ disabledAt, sessions }: KnownPerson): Look {
  if (disabledAt !== null) return { icon: CircleSlash, word: 'Disabled', tone: 'neutral', about: 'question' }
  if (sessions > 0) return { icon: CircleCheck, word: 'Signed in', tone: 'success', about: 'question' }
  return { icon: CircleDashed, word: 'Signed out', tone: 'neutral', about: 'question' }
}
