import type { ReactNode } from 'react'

interface PageHeaderProps {
  readonly title: ReactNode
  readonly description?: ReactNode
  readonly actions?: ReactNode
}

/** The heading of a page, with its actions at the end of the line. */
export function PageHeader({ title, description, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="flex min-w-0 flex-col gap-0.5">
        <h1 className="text-lg leading-7 font-semibold tracking-tight">{title}</h1>
        {description !== undefined && (
          <div className="text-[13px] leading-relaxed text-muted-foreground">{description}</div>
        )}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
