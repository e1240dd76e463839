import { CircleCheck, CircleSlash, TimerOff } from 'lucide-react'
import type { Look } from '#components/status-look.ts'
import type { ManagedToken } from '#lib/access/api-token.ts'

/** Whether a token still opens anything. */
export const lookByTokenState: Record<ManagedToken['state'], Look> = {
  open: { icon: CircleCheck, word: 'In force', tone: 'success', about: 'question' },
  expired: { icon: TimerOff, word: 'Expired', tone: 'neutral', about: 'question' },
  revoked: { icon: CircleSlash, word: 'Revoked', tone: 'neutral', about: 'question' },
}
