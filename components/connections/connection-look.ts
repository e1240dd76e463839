import { CircleCheck, CircleDashed, CirclePause, TriangleAlert } from 'lucide-react'
import type { Look } from '#components/status-look.ts'
import type { ManagedConnection } from '#lib/connections/manage.ts'

/** Half of what was really asked in the last hour and more: wrong, though not enough in a row for a pause. */
const failingShare = 0.5

/** How a connection fares, as a badge. */
export function lookOfConnection({ breaker, health }: ManagedConnection): Look {
  if (breaker === 'open') return { icon: CirclePause, word: 'Paused', tone: 'danger', about: 'question' }
  if (health.failed > 0 && health.failed >= health.real * failingShare)
    return { icon: TriangleAlert, word: 'Failing', tone: 'warning', about: 'question' }
  if (health.lastSuccessAt === null && health.lastFaultAt === null)
    return { icon: CircleDashed, word: 'Not asked lately', tone: 'neutral', about: 'question' }
  return { icon: CircleCheck, word: 'Calls go out', tone: 'success', about: 'question' }
}
