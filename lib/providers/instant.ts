import { equalDecimals, isDecimal } from '#lib/money/decimal.ts'

// Years 1 to 9999: what ISO 8601 writes with four digits and Postgres reads back.
const earliestMs = -62_135_596_800_000
const latestMs = 253_402_300_799_999

/**
 * The instant of an ISO 8601 time with a zone, in UTC with every digit of its fraction:
 * `2024-09-18T16:13:04.088123+02:00` gives `2024-09-18T14:13:04.088123Z`. Null when it is not one, and for days
 * that do not exist.
 */
export function instantOfIso(text: string): string | null {
  const match =
    /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text)
  if (!match) return null
  const [, date, minutes, seconds = '00', fraction = '', zone = 'Z'] = match
  const wall = `${date}T${minutes}:${seconds}`
  const wallMs = Date.parse(`${wall}Z`)
  // Date.parse turns 30 February into 1 March.
  if (Number.isNaN(wallMs) || new Date(wallMs).toISOString().slice(0, 19) !== wall) return null
  const atMs = wallMs - offsetMs(zone)
  if (atMs < earliestMs || atMs > latestMs) return null
  return `${new Date(atMs).toISOString().slice(0, 19)}.${fraction.padEnd(3, '0')}Z`
}

/**
 * The instant of epoch milliseconds written as a JSON number, in ISO 8601 and UTC. Null when they are not
 * whole, or outside the years 1 to 9999.
 */
export function instantOfEpochMs(digits: string): string | null {
  if (!isDecimal(digits)) return null
  const ms = Number(digits)
  if (!(ms >= earliestMs && ms <= latestMs)) return null
  return Number.isInteger(ms) && equalDecimals(digits, String(ms)) ? new Date(ms).toISOString() : null
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}
