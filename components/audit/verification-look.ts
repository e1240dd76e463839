import {
  CircleHelp,
  CircleSlash,
  Clock,
  LoaderCircle,
  ShieldAlert,
  ShieldCheck,
  ShieldQuestion,
} from 'lucide-react'
import type { Look } from '#components/status-look.ts'
import type { RunResult } from '#lib/audit/runs/run-result.ts'
import type { VerificationRun } from '#lib/audit/runs/store.ts'

/** How a verification stands: icon, word and tone. */
export function lookOfRun(run: VerificationRun | null): Look {
  if (run === null)
    return { icon: ShieldQuestion, word: 'Never verified', tone: 'neutral', about: 'question' }
  if (run.result === null) return { icon: LoaderCircle, word: 'Verifying', tone: 'info', about: 'question' }
  return lookByOutcome[run.result.outcome]
}

const lookByOutcome: Record<RunResult['outcome'], Look> = {
  intact: { icon: ShieldCheck, word: 'Intact', tone: 'success', about: 'money' },
  tampered: { icon: ShieldAlert, word: 'Tampered with', tone: 'danger', about: 'money' },
  stale: { icon: Clock, word: 'Checkpoint too old', tone: 'warning', about: 'money' },
  unchecked: { icon: CircleHelp, word: 'Could not be checked', tone: 'warning', about: 'question' },
  cancelled: { icon: CircleSlash, word: 'Cancelled', tone: 'neutral', about: 'question' },
}

/** What a verification means, in a sentence. */
export function sayRun(run: VerificationRun | null): string {
  if (run === null) return 'Nobody has verified the record from here yet.'
  if (run.result === null) {
    const { done, total } = run
    const many = `${done.toLocaleString('en')} of ${Math.max(done, total).toLocaleString('en')} sealed events`
    return run.cancelling ? `Is being cancelled, after ${many}.` : `Has gone through ${many}.`
  }
  return sentenceByOutcome[run.result.outcome]
}

const sentenceByOutcome: Record<RunResult['outcome'], string> = {
  intact: 'Every event is as it was written, as far as the checkpoints outside the database reach.',
  tampered: 'The record is not what was written.',
  stale:
    'Everything fits, but the newest checkpoint outside the database is more than ten minutes old: what came after it could have been cut off. See whether the worker runs.',
  unchecked: 'Something that is needed to check was not there, so nothing is known.',
  cancelled: 'It was ended before it was through, so nothing is known.',
}
