/** Of the formats that have no code in the file (ECMA-376, part 1, section 18.8.30), those of dates and times. */
const builtIn = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const

/** Whether a number format shows a date or time. */
export function isDateFormat(id: number, code: string | null): boolean {
  if (code === null) return builtIn.some(([from, to]) => id >= from && id <= to)
  // Without literals, colours, conditions and escaped characters; `[h]` and its like count hours.
  const bare = code
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, '')
    .replaceAll(/\[(?:h+|m+|s+)\]/gi, 'h')
    .replaceAll(/\[[^\]]*\]/g, '')
  return !/^general/i.test(bare) && /[ymdhs]/i.test(bare)
}

const dayMs = 86_400_000
/** The last day that Excel has: 31 December 9999. */
const mostDays = 2_958_466

/**
 * What a date cell shows, as `2026-11-20`, `2026-11-20T14:02:07` or `14:02:07`: it knows no zone. Null when the number
 * is no date.
 */
export function formatExcelDate(written: string, from1904: boolean): string | null {
  const serial = Number(written)
  if (!Number.isFinite(serial) || serial < 0 || serial >= mostDays) return null
  if (serial < 1 && !from1904) return new Date(Math.round(serial * dayMs)).toISOString().slice(11, 19)
  // Excel counts a 29 February 1900 (day 60), which never was; days before it are one later than the others say.
  const days = from1904 ? serial : serial < 60 ? serial + 1 : serial
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const text = new Date(epoch + Math.round(days * 86_400) * 1000).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19)
}
