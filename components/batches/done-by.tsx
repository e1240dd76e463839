import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { Done } from '#lib/batches/view.ts'

interface DoneByProps {
  readonly done: Done
  readonly zone: Zone
  readonly after?: string
}

/** Who did it, and when. */
export function DoneBy({ done, zone, after = '' }: DoneByProps) {
  return (
    <span title={done.by}>
      <VisibleText text={done.byName} />
      {', '}
      <Time at={done.at} zone={zone} />
      {after}
    </span>
  )
}
