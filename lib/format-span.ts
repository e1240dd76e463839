const units = [
  ['days', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

/** A length of time in its largest whole unit: `3 days`, `10 s`, `1,500 ms`. */
export function formatSpan(ms: number): string {
  const [unit, unitMs] = units.find(([, each]) => ms >= each && ms % each === 0) ?? ['ms', 1]
  const count = ms / unitMs
  return unit === 'days' && count === 1 ? '24 h' : `${count.toLocaleString('en')} ${unit}`
}
