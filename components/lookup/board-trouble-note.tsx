import { CloudOff, LogIn } from 'lucide-react'
import { Alert, AlertDescription, AlertTitle } from '#components/ui/alert.tsx'
import type { BoardTrouble } from './use-board.ts'

/** Why the board does not follow the record at the moment. What was read stays. */
export function BoardTroubleNote({ trouble }: { readonly trouble: BoardTrouble }) {
  const Icon = trouble.passing ? CloudOff : LogIn
  return (
    <Alert role="status" variant="warning">
      <Icon aria-hidden />
      <AlertTitle>{trouble.message}</AlertTitle>
      <AlertDescription>
        {trouble.passing
          ? 'Below is what was recorded so far. Answers that arrive meanwhile are kept; this page looks again every second.'
          : 'Below is what was recorded so far. Load the page again to go on.'}
      </AlertDescription>
    </Alert>
  )
}
