import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { EventOutline } from './event-table.tsx'

/** For who may not see everyone's: the way to their own, and the columns. */
export function NotYours() {
  return (
    <>
      <Button asChild variant="outline" size="sm" className="self-start">
        <Link href="/activity">See your own activity</Link>
      </Button>
      <EventOutline />
    </>
  )
}
