import { formatBytes } from '#lib/format-bytes.ts'
import { formatSpan } from '#lib/format-span.ts'
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
