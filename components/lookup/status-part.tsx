import { lookOf } from '#components/status-look.ts'
import { formatOwnWords, StatusBadge } from '#components/status-badge.tsx'
import { cn } from '#components/ui/cn.ts'
import { VisibleText } from '#components/visible-text.tsx'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import { findAdvice } from '#lib/lookups/advice.ts'
import type { LookupView } from '#lib/lookups/public.ts'
import { wordsByReason } from '#lib/lookups/words.ts'
import type { Notice } from '#lib/providers/answer.ts'
import { wordsByPhase } from './phase-words.ts'

interface StatusPartProps {
  readonly lookup: LookupView
  /** Null when the desk no longer has it. */
  readonly connection: ConnectionDescription | null
}

/** What became of the question: our word, the provider's words, why, and what to do about it. */
export function StatusPart({ lookup, connection }: StatusPartProps) {
  const advice = findAdvice(lookup, connection)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusBadge lookup={lookup} code={false} />
        {tellsFinal(lookup) && (
          <span className="text-xs text-muted-foreground">{wordsOfFinal(lookup.final)}</span>
        )}
      </div>
      <OwnWords lookup={lookup} />
      {lookup.statusReason !== null && (
        <p className="text-[13px] font-medium">{wordsByReason[lookup.statusReason]}</p>
      )}
      {advice !== null && (
        <div className={cn('rounded-lg px-3 py-2 text-[13px] leading-snug', groundOf(lookup))}>
          <h3 className="font-medium">{advice.title}</h3>
          {/* In the reply itself is where every answer happens. */}
          {lookup.phase !== null && lookup.phase !== 'reply' && (
            <p className="text-xs opacity-85">It happened {wordsByPhase[lookup.phase]}.</p>
          )}
          <p className="mt-1">{advice.advice}</p>
        </div>
      )}
    </div>
  )
}

function OwnWords({ lookup }: { readonly lookup: LookupView }) {
  const own = findOwnWords(lookup)
  if (own === null) return null
  return (
    <p className="-mt-1 font-mono text-xs leading-snug text-muted-foreground [overflow-wrap:anywhere]">
      <span className="sr-only">
        {own.from === 'provider' ? 'In the provider’s words: ' : 'On the line: '}
      </span>
      <VisibleText text={own.text} />
    </p>
  )
}

/** The provider's code and words as sent; where there was no reply, those of the line to it. */
function findOwnWords({ providerStatus, faultText }: LookupView) {
  const said = formatOwnWords(providerStatus)
  if (said !== '') return { from: 'provider', text: said } as const
  return faultText === null ? null : ({ from: 'line', text: faultText } as const)
}

/** Those that stand nowhere else: sums are at the amounts, and what the line said is not said twice. */
export function noticesBeside(lookup: LookupView): readonly Notice[] {
  const own = findOwnWords(lookup)
  return lookup.notices.filter(({ kind, text }) => kind !== 'sum' && text !== own?.text)
}

function tellsFinal({ outcome, status }: LookupView): boolean {
  return outcome === 'answered' && status !== 'not_applicable' && status !== 'unknown'
}

function wordsOfFinal(final: boolean | null): string {
  if (final === null) return 'the provider does not say whether it is final'
  return final ? 'final' : 'can still change'
}

const groundByTone = {
  success: 'bg-success-soft',
  warning: 'bg-warning-soft',
  danger: 'bg-danger-soft',
  info: 'bg-info-soft',
  neutral: 'bg-neutral-soft',
} as const

function groundOf(lookup: LookupView): string {
  return groundByTone[lookOf(lookup).tone]
}
