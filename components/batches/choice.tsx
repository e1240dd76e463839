import type { ComponentProps } from 'react'
import { cn } from '#components/ui/cn.ts'

/** A browser's own list of choices: a mapping has dozens, and they work before any script is there. */
export function Choice({ className, ...props }: ComponentProps<'select'>) {
  return (
    <select
      className={cn(
        'h-8 w-full min-w-0 rounded-md border border-input bg-card px-2 text-[13px] shadow-xs outline-none focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/40',
        className,
      )}
      {...props}
    />
  )
}
