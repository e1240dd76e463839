import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { VisibleText } from './visible-text.tsx'

interface FaultStateProps {
  readonly title: string
  /** What to do about it. */
  readonly children: ReactNode
  /** The provider's or the system's own words, shown before ours. */
  readonly words?: string | null
  /** What to quote to whoever looks into it. */
  readonly reference?: string | null
  readonly action?: ReactNode
}

/** Something failed: their words, then ours, then what to do. Never looks like an empty result. */
export function FaultState({ title, children, words, reference, action }: FaultStateProps) {
  return (
    <div
      role="alert"
      className="flex items-start gap-3 rounded-xl border border-danger/35 bg-danger-soft/55 px-4 py-3.5"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="flex min-w-0 flex-col items-start gap-1 text-[13px] leading-relaxed">
        {words && (
          <p className="max-w-full rounded-sm bg-card px-1.5 py-0.5 font-mono text-xs break-words">
            <VisibleText text={words} />
          </p>
        )}
        <h2 className="text-sm font-semibold">{title}</h2>
        <div>{children}</div>
        {reference && <p className="font-mono text-xs text-muted-foreground">Reference {reference}</p>}
        {action !== undefined && <div className="mt-2">{action}</div>}
      </div>
    </div>
  )
}
