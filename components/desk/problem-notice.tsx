import { LogIn, RotateCcw, TriangleAlert } from 'lucide-react'
import { Alert, AlertDescription, AlertTitle } from '#components/ui/alert.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Problem } from '#lib/access/problem.ts'

interface ProblemNoticeProps {
  readonly title: string
  readonly problem: Problem
  readonly onRetry: () => void
}

/** Beside the box: what did not work, that nothing is lost, and what to do. */
export function ProblemNotice({ title, problem, onRetry }: ProblemNoticeProps) {
  return (
    <Alert variant="destructive">
      <TriangleAlert aria-hidden />
      <AlertTitle>{title}</AlertTitle>
      <AlertDescription>
        <p>{problem.message}</p>
        {problem.kind === 'denied' && (
          <p>
            Missing capability <code className="font-mono">{problem.capability}</code>.
          </p>
        )}
        {(problem.kind === 'unavailable' || problem.kind === 'signed_out') && (
          <span className="mt-1 flex flex-wrap gap-2">
            {problem.kind === 'signed_out' && (
              <Button asChild size="sm" variant="outline">
                {/* In a tab of its own, so that what was typed here stays. */}
                <a href="/sign-in" target="_blank" rel="noreferrer">
                  <LogIn aria-hidden /> Sign in in a new tab
                </a>
              </Button>
            )}
            <Button type="button" size="sm" variant="outline" onClick={onRetry}>
              <RotateCcw aria-hidden /> Try again
            </Button>
          </span>
        )}
      </AlertDescription>
    </Alert>
  )
}
