import type { PublicLookup } from '#lib/lookups/public.ts'
import { type Look, lookOf, type Tone } from './status-look.ts'
import { cn } from './ui/cn.ts'
import { VisibleText } from './visible-text.tsx'

interface StatusBadgeProps {
  readonly lookup: Pick<PublicLookup, 'outcome' | 'status' | 'absence' | 'fault' | 'providerStatus'>
  /** The provider's own code below; on unless there is no room for it. */
  readonly code?: boolean
}

/** What became of a look-up: icon, word, tone, and the provider's own code below in grey. */
export function StatusBadge({ lookup, code = true }: StatusBadgeProps) {
  const own = formatOwnWords(lookup.providerStatus)
  return (
    <span className="inline-flex max-w-full min-w-0 flex-col items-start gap-0.5">
      <LookBadge look={lookOf(lookup)} />
      {code && own !== '' && (
        <span className="max-w-full truncate font-mono text-xs text-muted-foreground" title={own}>
          <VisibleText text={own} />
        </span>
      )}
    </span>
  )
}

/** The provider's code and words as sent; a bare number is called a code. Empty when it sent neither. */
export function formatOwnWords({ code, text }: PublicLookup['providerStatus']): string {
  const named = code !== null && /^-?\d+$/.test(code) ? `code ${code}` : code
  return [named, text].filter((part) => part !== null && part !== '').join(' · ')
}

/** A look alone. What a provider says of money is filled; what became of a question is dashed. */
export function LookBadge({ look }: { readonly look: Look }) {
  const { icon: Icon, word, tone, about } = look
  return (
    <span
      className={cn(
        'inline-flex h-6 shrink-0 items-center gap-1.5 rounded-md border px-2 text-xs font-medium whitespace-nowrap',
        about === 'money' ? filledByTone[tone] : dashedByTone[tone],
      )}
    >
      <Icon
        aria-hidden
        className={cn('size-3.5 shrink-0', look.word === 'Waiting for the answer' && 'animate-spin')}
      />
      {word}
    </span>
  )
}

const filledByTone: Record<Tone, string> = {
  success: 'border-success/20 bg-success-soft text-success',
  warning: 'border-warning/20 bg-warning-soft text-warning',
  danger: 'border-danger/20 bg-danger-soft text-danger',
  info: 'border-info/20 bg-info-soft text-info',
  neutral: 'border-neutral/15 bg-neutral-soft text-neutral',
}

const dashedByTone: Record<Tone, string> = {
  success: 'border-dashed border-success/50 text-success',
  warning: 'border-dashed border-warning/50 text-warning',
  danger: 'border-dashed border-danger/50 text-danger',
  info: 'border-dashed border-info/50 text-info',
  neutral: 'border-dashed border-neutral/45 text-neutral',
}
