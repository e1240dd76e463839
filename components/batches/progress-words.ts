/** A whole number as people read it: `1,284`. */
export function number(value: number): string {
  return value.toLocaleString('en')
}

/** `1 row`, `1,284 rows`. */
export function countOf(value: number, noun: string): string {
  return `${number(value)} ${noun}${value === 1 ? '' : 's'}`
}

/** How much of something is done, in whole per cent; 100 only when all of it is. */
export function percentOf(done: number, of: number): number {
  return of === 0 ? 100 : Math.floor((done / of) * 100)
}

interface Standing {
  readonly done: number
  readonly toAsk: number
  readonly faults: number
  /** Rows a second; null while it is not known. */
  readonly rate: number | null
  /** Whether rows are being asked. */
  readonly moving: boolean
}

/** `812 of 1,284 · 9 faults · about 2 min left`. */
export function progressWords({ done, toAsk, faults, rate, moving }: Standing): string {
  const left = moving && rate !== null && rate > 0 ? spanWords((toAsk - done) / rate) : null
  return [
    `${number(done)} of ${number(toAsk)}`,
    faults > 0 ? countOf(faults, 'fault') : null,
    left === null || done === toAsk ? null : `${left} left`,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

/** A time still to come, as roughly as it is known: `about 2 min`, `less than 10 s`. */
export function spanWords(seconds: number): string {
  if (seconds < 10) return 'less than 10 s'
  if (seconds < 90) return `about ${Math.ceil(seconds / 10) * 10} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `about ${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `about ${hours} h` : `about ${Math.round(hours / 24)} days`
}

/** `12 rows a second`; below one in ten seconds nothing can be said. */
export function rateWords(rate: number | null): string | null {
  if (rate === null || rate < 0.1) return null
  return `${rate < 10 ? rate.toFixed(1) : number(Math.round(rate))} rows a second`
}
