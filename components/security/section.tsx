import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface SectionProps {
  readonly id: string
  readonly icon: LucideIcon
  readonly title: string
  readonly state?: ReactNode
  /** What it is good for, in a sentence. */
  readonly about: ReactNode
  readonly children: ReactNode
}

/** One way to prove who one is: what it is, how it stands, what can be done. */
export function Section({ id, icon: Icon, title, state, about, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 rounded-xl border bg-card p-4 shadow-xs">
      <div className="flex items-start gap-3">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
        <div className="flex min-w-0 flex-1 flex-col gap-0.5">
          <div className="flex flex-wrap items-center gap-2">
            <h2 id={id} className="text-sm font-semibold">
              {title}
            </h2>
            {state}
          </div>
          <p className="text-[13px] leading-relaxed text-muted-foreground">{about}</p>
        </div>
      </div>
      {children}
    </section>
  )
}
