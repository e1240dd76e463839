import { setTimeout as delay } from 'node:timers/promises'
import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { type BatchView, findBatch } from '#lib/batches/view.ts'

/** Exit codes of a followed batch; 1 and 2 are those of every command. */
export const exitCodes = { answered: 0, unanswered: 3, cancelled: 4, left: 130 } as const

const everyMs = 500
/** Where lines stay, one in so long is enough. */
const plainEveryMs = 10_000
const barWidth = 24

/**
 * Draws how a batch gets on until it has ended, as a bar on a terminal and as a line now and then elsewhere. Gives the
 * batch as it then is; null when `leaving` came first.
 */
export async function followInTerminal(
  actor: Actor,
  id: string,
  leaving: AbortSignal,
  out: NodeJS.WriteStream = process.stderr,
): Promise<BatchView | null> {
  const begun = { at: Date.now(), done: -1 }
  let said = { at: 0, line: '' }
  while (!leaving.aborted) {
    const batch = await findBatch(actor, id)
    if (!batch) throw new ProblemError({ kind: 'not_found', message: 'There is no such batch.' })
    if (begun.done < 0) begun.done = batch.progress.done
    const line = describeProgress(batch, begun)
    if (out.isTTY) out.write(`\r\u001B[K${line}`)
    else if (line !== said.line && Date.now() - said.at >= plainEveryMs) {
      out.write(`${line}\n`)
      said = { at: Date.now(), line }
    }
    if (hasEnded(batch)) {
      if (out.isTTY) out.write('\n')
      return batch
    }
    await delay(everyMs, undefined, { signal: leaving }).catch(() => {})
  }
  if (out.isTTY) out.write('\n')
  return null
}

/** Whether nothing more will come. */
export function hasEnded({ state }: BatchView): boolean {
  return state === 'finished' || state === 'cancelled' || state === 'refused'
}

/** By how a batch ended. */
export function exitCodeOf({ state, progress: { faults, invalid } }: BatchView): number {
  if (state !== 'finished') return exitCodes.cancelled
  return faults + invalid > 0 ? exitCodes.unanswered : exitCodes.answered
}

/** One line on how far a batch is. `begun` is when it was first looked at, and what had been done by then. */
export function describeProgress(
  { state, progress }: BatchView,
  begun: { readonly at: number; readonly done: number },
  now = Date.now(),
): string {
  const { toAsk, done, faults } = progress
  const share = toAsk === 0 ? 1 : done / toAsk
  const filled = Math.floor(share * barWidth)
  const rate = now > begun.at ? ((done - begun.done) * 1000) / (now - begun.at) : 0
  const parts = [
    `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}] ${Math.floor(share * 100)} %`,
    `${count(done)} of ${count(toAsk)} rows`,
    ...(faults > 0 ? [`${count(faults)} faults`] : []),
    ...(state === 'running' && rate > 0
      ? [`${rate.toFixed(rate < 10 ? 1 : 0)}/s`, leftOf(toAsk - done, rate)]
      : []),
    ...(state === 'running' ? [] : [state.replaceAll('_', ' ')]),
  ]
  return parts.join(' · ')
}

function leftOf(rows: number, rate: number): string {
  const seconds = Math.ceil(rows / rate)
  if (seconds < 60) return `${seconds} s left`
  return seconds < 3600 ? `${Math.ceil(seconds / 60)} min left` : `${(seconds / 3600).toFixed(1)} h left`
}

/** What a batch came to, as lines. */
export function summarise(batch: BatchView): readonly string[] {
  const { id, state, progress } = batch
  const { rows, invalid, duplicates, answered, absent, faults, cancelled, waiting, running } = progress
  const told = Object.entries(answered).map(
    ([status, n]) => `${count(n ?? 0)} ${status.replaceAll('_', ' ')}`,
  )
  const others = [
    [absent, 'absent'],
    [faults, 'without an answer'],
    [waiting, 'waiting'],
    [running, 'being asked'],
    [cancelled, 'cancelled'],
    [duplicates, 'duplicates'],
    [invalid, 'invalid'],
  ] as const
  return [
    `Batch ${id} (${batch.name}) is ${state.replaceAll('_', ' ')}: ${count(rows)} rows.`,
    ...[...told, ...others.flatMap(([n, words]) => (n > 0 ? [`${count(n)} ${words}`] : []))].map(
      (line) => `  ${line}`,
    ),
    ...progress.connections.flatMap(({ connection, paused }) =>
      paused ? [`  ${connection} rests until ${paused.until}: ${paused.why}`] : [],
    ),
  ]
}

function count(n: number): string {
  return n.toLocaleString('en')
}
