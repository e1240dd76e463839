import type * as React from 'react'
import { cn } from './cn.ts'
import { Label } from './label.tsx'

export function Field({ className, ...props }: React.ComponentProps<'div'>) {
  return (
    <div
      role="group"
      data-slot="field"
      className={cn('group/field flex w-full flex-col gap-1.5', className)}
      {...props}
    />
  )
}

export function FieldLabel({ className, ...props }: React.ComponentProps<typeof Label>) {
  return <Label data-slot="field-label" className={cn('leading-snug', className)} {...props} />
}

export function FieldDescription({ className, ...props }: React.ComponentProps<'p'>) {
  return (
    <p
      data-slot="field-description"
      className={cn('text-[13px] leading-snug text-muted-foreground', className)}
      {...props}
    />
  )
}

export function FieldError({ className, children, ...props }: React.ComponentProps<'p'>) {
  if (!children) return null
  return (
    <p
      data-slot="field-error"
      className={cn('text-[13px] leading-snug text-destructive', className)}
      {...props}
    >
      {children}
    </p>
  )
}
