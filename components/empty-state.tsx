import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly icon: LucideIcon
  readonly title: string
  /** What this is, or where we looked. */
  readonly children: ReactNode
  /** The one thing to do next. */
  readonly action?: ReactNode
}

/** Nothing to show: says what this is, or where we looked, and offers the next step. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-1 rounded-xl border border-dashed px-6 py-12 text-center">
      <span className="mb-2 flex size-10 items-center justify-center rounded-lg border bg-card text-muted-foreground shadow-xs">
        <Icon aria-hidden className="size-5" />
      </span>
      <h2 className="text-sm font-semibold">{title}</h2>
      <div className="max-w-prose text-[13px] leading-relaxed text-balance text-muted-foreground">
        {children}
      </div>
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  )
}
