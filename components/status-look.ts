import {
  Ban,
  CalendarX2,
  CircleCheck,
  CircleHelp,
  CirclePause,
  CircleX,
  Clock,
  CornerUpRight,
  FileQuestion,
  FileWarning,
  Gauge,
  Hourglass,
  KeyRound,
  ListX,
  Loader,
  type LucideIcon,
  Lock,
  MessageSquareWarning,
  SearchX,
  ServerCrash,
  Shuffle,
  TimerOff,
  Undo2,
  Unplug,
  Wallet,
  Weight,
  ZapOff,
} from 'lucide-react'
import type { PublicLookup } from '#lib/lookups/public.ts'
import type { Absence, Fault, Outcome, Status } from '#lib/providers/vocabulary.ts'

export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'neutral'

/** How a result is drawn. `about` keeps what the provider says of the money apart from what became of the question. */
export interface Look {
  readonly icon: LucideIcon
  readonly word: string
  readonly tone: Tone
  readonly about: 'money' | 'question'
}

/** How the result of a look-up is drawn, whichever of the four axes it lies on. */
export function lookOf(lookup: Pick<PublicLookup, 'outcome' | 'status' | 'absence' | 'fault'>): Look {
  const outcome: Outcome | null = lookup.outcome
  switch (outcome) {
    case null:
      return waitingLook
    case 'answered':
      return lookByStatus[lookup.status ?? 'unknown']
    case 'absent':
      return lookByAbsence[lookup.absence ?? 'not_found']
    case 'fault':
      return lookByFault[lookup.fault ?? 'provider_error']
    case 'interrupted':
      return { icon: ZapOff, word: 'Interrupted', tone: 'warning', about: 'question' }
  }
}

const waitingLook: Look = { icon: Loader, word: 'Waiting for the answer', tone: 'info', about: 'question' }

export const lookByStatus: Record<Status, Look> = {
  pending: { icon: Clock, word: 'Pending', tone: 'warning', about: 'money' },
  succeeded: { icon: CircleCheck, word: 'Succeeded', tone: 'success', about: 'money' },
  declined: { icon: Ban, word: 'Declined', tone: 'danger', about: 'money' },
  failed: { icon: CircleX, word: 'Failed', tone: 'danger', about: 'money' },
  rolled_back: { icon: Undo2, word: 'Rolled back', tone: 'info', about: 'money' },
  timed_out: { icon: TimerOff, word: 'Timed out at the provider', tone: 'warning', about: 'money' },
  unknown: { icon: CircleHelp, word: 'Unknown status', tone: 'warning', about: 'money' },
  not_applicable: { icon: Wallet, word: 'Balance check', tone: 'neutral', about: 'money' },
}

export const lookByAbsence: Record<Absence, Look> = {
  not_found: { icon: SearchX, word: 'Not found', tone: 'neutral', about: 'question' },
  not_found_or_processing: {
    icon: Hourglass,
    word: 'Not found or processing',
    tone: 'warning',
    about: 'question',
  },
  not_in_answer: { icon: ListX, word: 'Not in the answer', tone: 'neutral', about: 'question' },
  expired: { icon: CalendarX2, word: 'Expired there', tone: 'neutral', about: 'question' },
}

export const lookByFault: Record<Fault, Look> = {
  invalid_request: {
    icon: MessageSquareWarning,
    word: 'Question refused',
    tone: 'danger',
    about: 'question',
  },
  unauthorized: { icon: KeyRound, word: 'Not authorised', tone: 'danger', about: 'question' },
  forbidden: { icon: Lock, word: 'Forbidden', tone: 'danger', about: 'question' },
  rate_limited: { icon: Gauge, word: 'Too many requests', tone: 'danger', about: 'question' },
  provider_error: { icon: ServerCrash, word: 'Provider error', tone: 'danger', about: 'question' },
  timeout: { icon: TimerOff, word: 'No answer in time', tone: 'danger', about: 'question' },
  unreachable: { icon: Unplug, word: 'Unreachable', tone: 'danger', about: 'question' },
  unreadable: { icon: FileQuestion, word: 'Unreadable answer', tone: 'danger', about: 'question' },
  too_large: { icon: Weight, word: 'Answer too large', tone: 'danger', about: 'question' },
  mismatch: { icon: Shuffle, word: 'Answer about another', tone: 'danger', about: 'question' },
  redirect: { icon: CornerUpRight, word: 'Redirected', tone: 'danger', about: 'question' },
  circuit_open: { icon: CirclePause, word: 'Connection paused', tone: 'danger', about: 'question' },
  cancelled: { icon: FileWarning, word: 'Cancelled', tone: 'neutral', about: 'question' },
}
