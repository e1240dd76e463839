import { type Status, statuses } from '#lib/providers/vocabulary.ts'
import type { RowCount } from './view-store.ts'

/** How far something has come. */
interface Tally {
  /** Rows that are, or were to be, asked: neither invalid nor duplicates. */
  readonly toAsk: number
  /** Of them: with an answer, an absence or a fault that stands. */
  readonly done: number
  readonly waiting: number
  readonly running: number
  readonly cancelled: number
  /** Done without an answer: faults, and what was interrupted. */
  readonly faults: number
}

/** How far the rows of a connection have come. */
export interface ConnectionProgress extends Tally {
  readonly connection: string
  /** Until when they rest (ISO 8601), and why, since the provider keeps failing; null while they do not. */
  readonly paused: { readonly until: string; readonly why: string } | null
}

/** How far a batch has come, counted from its rows. */
export interface Progress extends Tally {
  readonly rows: number
  readonly invalid: number
  readonly duplicates: number
  readonly answered: Readonly<Partial<Record<Status, number>>>
  readonly absent: number
  readonly connections: readonly ConnectionProgress[]
}

interface Pause {
  readonly connection: string
  readonly until: string
  readonly why: string
}

/** Adds up rows that are alike. A pause counts while rows of its connection wait. */
export function toProgress(counts: readonly RowCount[], pauses: readonly Pause[]): Progress {
  const asked = counts.filter(({ state }) => state !== 'invalid' && state !== 'duplicate')
  const ids = [...new Set(asked.flatMap(({ connection }) => connection ?? []))].toSorted()
  const done = asked.filter(({ state }) => state === 'done')
  return {
    rows: sum(counts),
    invalid: sum(counts.filter(({ state }) => state === 'invalid')),
    duplicates: sum(counts.filter(({ state }) => state === 'duplicate')),
    answered: Object.fromEntries(
      statuses.flatMap((status) => {
        const rows = sum(done.filter((one) => one.outcome === 'answered' && one.status === status))
        return rows > 0 ? [[status, rows]] : []
      }),
    ),
    absent: sum(done.filter(({ outcome }) => outcome === 'absent')),
    ...tally(asked),
    connections: ids.map((id) => {
      const own = tally(asked.filter(({ connection }) => connection === id))
      const pause = own.waiting > 0 ? pauses.find(({ connection }) => connection === id) : undefined
      return {
        connection: id,
        ...own,
        paused: pause ? { until: pause.until, why: pause.why } : null,
      }
    }),
  }
}

function tally(counts: readonly RowCount[]): Tally {
  const of = (state: RowCount['state']) => counts.filter((one) => one.state === state)
  return {
    toAsk: sum(counts),
    done: sum(of('done')),
    waiting: sum(of('waiting')),
    running: sum(of('claimed')),
    cancelled: sum(of('cancelled')),
    faults: sum(of('done').filter(({ outcome }) => outcome === 'fault' || outcome === 'interrupted')),
  }
}

function sum(counts: readonly RowCount[]): number {
  return counts.reduce((total, { rows }) => total + rows, 0)
}
