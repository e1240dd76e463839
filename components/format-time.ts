/** `UTC`, or an IANA name such as `Europe/Berlin`. */
export type Zone = string

/** A moment with its zone: `2026-11-20 14:02:07 UTC`, `2026-11-20 15:02:07 GMT+1`. */
export function formatMoment(
  instant: Date,
  zone: Zone,
  precision: 'second' | 'millisecond' = 'second',
): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      fractionalSecondDigits: 3,
      timeZoneName: 'shortOffset',
    })
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  const fraction = precision === 'millisecond' ? `.${part('fractionalSecond')}` : ''
  const zoneName = zone === 'UTC' ? 'UTC' : part('timeZoneName')
  const date = `${part('year')}-${part('month')}-${part('day')}`
  return `${date} ${part('hour')}:${part('minute')}:${part('second')}${fraction} ${zoneName}`
}

const unitsMs = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

/** How long ago, in its largest unit: `3 min ago`, `in 2 h`, `now`. */
export function formatAge(instant: Date, now = new Date()): string {
  const passedMs = now.getTime() - instant.getTime()
  const [unit, ms] = unitsMs.find(([, unitMs]) => Math.abs(passedMs) >= unitMs) ?? ['s', 1_000]
  const count = Math.floor(Math.abs(passedMs) / ms)
  if (count === 0 || (unit === 's' && count < 5)) return 'now'
  return passedMs > 0 ? `${count} ${unit} ago` : `in ${count} ${unit}`
}

/** Whether a text names a time zone that can be shown. */
export function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
