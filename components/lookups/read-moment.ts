import { z } from 'zod'
import type { Zone } from '#components/format-time.ts'

const day = z.iso.date()
const time = /^T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?<zone>Z|[+-]\d\d:\d\d)?$/
const dayMs = 86_400_000

/**
 * The moment at the edge of a period as people write it: `2026-11-01` is that whole day, `2026-11-01T14:00` the
 * time there, both in `zone`; a time with its own zone is itself. Null when it is none of these.
 */
export function readMoment(text: string, zone: Zone, edge: 'from' | 'to'): Date | null {
  if (!day.safeParse(text.slice(0, 10)).success) return null
  if (text.length === 10) {
    const start = Date.parse(`${text}T00:00:00Z`)
    return toInstant(edge === 'from' ? start : start + dayMs, zone)
  }
  const told = time.exec(text.slice(10))
  if (!told) return null
  return told.groups?.['zone'] === undefined ? toInstant(Date.parse(`${text}Z`), zone) : new Date(text)
}

/** When a clock in the zone shows what a clock in UTC shows at `shownMs`. In the hour that is skipped in spring, the hour after. */
function toInstant(shownMs: number, zone: Zone): Date {
  // The offset differs only across a change of clocks, so the second try is right.
  const near = shownMs - offsetMs(shownMs, zone)
  return new Date(shownMs - offsetMs(near, zone))
}

function offsetMs(atMs: number, zone: Zone): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(atMs)
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((found) => found.type === type)?.value ?? 0)
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return shown - Math.floor(atMs / 1_000) * 1_000
}
