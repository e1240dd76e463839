import { RotateCcw, Unplug } from 'lucide-react'
import { Alert, AlertDescription, AlertTitle } from '#components/ui/alert.tsx'
import { Button } from '#components/ui/button.tsx'
import type { BatchTrouble } from './use-batch.ts'

interface BatchTroubleNoteProps {
  readonly trouble: BatchTrouble
  readonly onRetry: () => unknown
}

/** What is shown is from before, and the batch goes on without this page. */
export function BatchTroubleNote({ trouble, onRetry }: BatchTroubleNoteProps) {
  return (
    <Alert variant="destructive">
      <Unplug aria-hidden />
      <AlertTitle>The numbers below are from before</AlertTitle>
      <AlertDescription>
        <p>
          {trouble.message} The batch goes on by itself, whether this page sees it or not.
          {trouble.passing && ' Trying again.'}
        </p>
        {!trouble.passing && (
          <Button type="button" size="sm" variant="outline" className="mt-1" onClick={() => onRetry()}>
            <RotateCcw aria-hidden /> Try again
          </Button>
        )}
      </AlertDescription>
    </Alert>
  )
}
