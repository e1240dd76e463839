import type { ReactNode } from 'react'
import { Brand } from '#components/shell/brand.tsx'

interface SignInFrameProps {
  readonly title: string
  readonly children: ReactNode
  readonly foot: ReactNode
}

/** Around what stands before the desk. */
export function SignInFrame({ title, children, foot }: SignInFrameProps) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-4 py-10">
      <div className="flex flex-col gap-1.5">
        <Brand />
        <p className="text-[13px] text-muted-foreground">
          What became of a transaction, from every provider.
        </p>
      </div>
      <div className="flex flex-col gap-5 rounded-xl border bg-card p-5 shadow-xs">
        <h1 className="text-base font-semibold">{title}</h1>
        {children}
      </div>
      <div className="text-xs leading-relaxed text-muted-foreground">{foot}</div>
    </main>
  )
}
