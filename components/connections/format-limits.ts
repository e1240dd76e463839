import type { ManagedConnection } from '#lib/connections/manage.ts'

type Limits = ManagedConnection['limits']

/** The limits of a connection in few words, each with its unit. */
export function formatLimits(limits: Limits): readonly string[] {
  const { timeoutMs, concurrency, requestsPerSecond, maxResponseBytes } = limits
  return [
    `${formatSpan(timeoutMs)} time-out`,
    `${concurrency.toLocaleString('en')} at once`,
    `${requestsPerSecond.toLocaleString('en')} per second`,
    `replies to ${formatBytes(maxResponseBytes)}`,
  ]
}

/** When a connection is paused and how it comes back. */
export function describeBreaker(limits: Limits): string {
  const { share, windowMs, probeMs } = limits.breaker
  const percent = (share * 100).toLocaleString('en', { maximumFractionDigits: 1 })
  return `Pauses after ${formatFaults(limits)} in ${formatSpan(windowMs)}, when they are at least ${percent} % of the calls; then tries once every ${formatSpan(probeMs)}.`
}

/** How many faults pause a connection. */
export function formatFaults({ breaker: { failures } }: Limits): string {
  return failures === 1 ? '1 fault' : `${failures.toLocaleString('en')} faults`
}

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

function formatBytes(bytes: number): string {
  const [unit, size] = bytes >= 1_048_576 ? ['MiB', 1_048_576] : ['KiB', 1_024]
  return `${(bytes / Number(size)).toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`
}
