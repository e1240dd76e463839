import type * as React from 'react'
import { cn } from './cn.ts'

export function Skeleton({ className, ...props }: React.ComponentProps<'div'>) {
  return (
    <div data-slot="skeleton" className={cn('animate-pulse rounded-md bg-secondary', className)} {...props} />
  )
}
