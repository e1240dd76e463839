import { formatAge, formatMoment, type Zone } from './format-time.ts'
import { cn } from './ui/cn.ts'

interface TimeProps {
  /** ISO 8601. */
  readonly at: string
  readonly zone: Zone
  /** `age` for lists, with the moment on hover; `moment` for detail. */
  readonly as?: 'age' | 'moment'
  readonly precision?: 'second' | 'millisecond'
  readonly className?: string
}

/** A moment, always with its zone at hand. Ages are kept current by the shell. */
export function Time({ at, zone, as = 'moment', precision = 'second', className }: TimeProps) {
  const instant = new Date(at)
  const moment = formatMoment(instant, zone, precision)
  return (
    <time
      dateTime={at}
      title={as === 'age' ? moment : undefined}
      data-age={as === 'age' ? '' : undefined}
      // The age is of the moment of rendering, which differs between server and browser.
      suppressHydrationWarning={as === 'age'}
      className={cn('whitespace-nowrap tabular-nums', className)}
    >
      {as === 'age' ? formatAge(instant) : moment}
    </time>
  )
}
