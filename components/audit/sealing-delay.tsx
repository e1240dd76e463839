import { Hourglass } from 'lucide-react'
import { Alert, AlertDescription, AlertTitle } from '#components/ui/alert.tsx'

/** Tells that what was recorded lately is not sealed yet, and what that means. */
export function SealingDelay({ delayMs }: { readonly delayMs: number }) {
  return (
    <Alert role="status" variant="warning">
      <Hourglass aria-hidden />
      <AlertTitle>Sealing is {sayDelay(delayMs)} behind</AlertTitle>
      <AlertDescription>
        What was recorded since is not yet protected against being taken out. Whoever runs the desk finds the
        reason in the log of the worker.
      </AlertDescription>
    </Alert>
  )
}

function sayDelay(delayMs: number): string {
  const minutes = Math.floor(delayMs / 60_000)
  if (minutes < 1) return 'almost a minute'
  return minutes === 1 ? '1 minute' : `${minutes.toLocaleString('en')} minutes`
}
