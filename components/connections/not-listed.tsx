import { ProblemState } from '#components/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Problem } from '#lib/access/problem.ts'
import { ConnectionOutline } from './connection-outline.tsx'

/** In place of the connections: why they are not shown. */
export function ConnectionsNotListed({ problem }: { readonly problem: Problem }) {
  return (
    <>
      <ProblemState problem={problem} />
      {problem.kind === 'denied' ? (
        <ConnectionOutline />
      ) : (
        <Button asChild variant="outline" size="sm" className="self-start">
          {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- the whole page anew: what surrounds it may have been missed too */}
          <a href="/connections">Try again</a>
        </Button>
      )}
    </>
  )
}
