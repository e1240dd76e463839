import { CircleAlert, CircleSlash, Copy, FileWarning, ListStart, RefreshCw, SearchX } from 'lucide-react'
import { type Look, lookByStatus } from '#components/status-look.ts'
import type { ShownKind } from '#lib/batches/items-shown.ts'
import type { Progress } from '#lib/batches/view-progress.ts'
import { type Status, statuses } from '#lib/providers/vocabulary.ts'

/** A count that the rows can be narrowed to. */
export interface Tile {
  readonly show: ShownKind
  readonly look: Look
  readonly rows: number
}

const question = { about: 'question' } as const

type OtherKind = Exclude<ShownKind, Status>

/** What became of rows to which no provider answered. */
export const lookByOtherKind: Record<OtherKind, Look> = {
  absent: { icon: SearchX, word: 'Absent', tone: 'neutral', ...question },
  fault: { icon: CircleAlert, word: 'Fault', tone: 'danger', ...question },
  waiting: { icon: ListStart, word: 'Waiting', tone: 'info', ...question },
  running: { icon: RefreshCw, word: 'Running', tone: 'info', ...question },
  cancelled: { icon: CircleSlash, word: 'Cancelled', tone: 'neutral', ...question },
  duplicate: { icon: Copy, word: 'Duplicate', tone: 'neutral', ...question },
  invalid: { icon: FileWarning, word: 'Invalid', tone: 'warning', ...question },
}

/** The tiles of a batch: those with rows, and the one that is chosen. */
export function listTiles(progress: Progress, chosen: ShownKind | null): readonly Tile[] {
  const { absent, faults, waiting, running, cancelled, duplicates, invalid } = progress
  const others: Readonly<Record<OtherKind, number>> = {
    absent,
    fault: faults,
    waiting,
    running,
    cancelled,
    duplicate: duplicates,
    invalid,
  }
  const tiles: readonly Tile[] = [
    ...statuses.map((show) => ({ show, look: lookByStatus[show], rows: progress.answered[show] ?? 0 })),
    ...otherKinds.map((show) => ({ show, look: lookByOtherKind[show], rows: others[show] })),
  ]
  return tiles.filter(({ show, rows }) => rows > 0 || show === chosen)
}

const otherKinds = ['absent', 'fault', 'waiting', 'running', 'cancelled', 'duplicate', 'invalid'] as const

/** How what the rows are narrowed to is drawn. */
export function lookOfShown(kind: ShownKind): Look {
  const other = otherKinds.find((one) => one === kind)
  if (other !== undefined) return lookByOtherKind[other]
  return lookByStatus[statuses.find((status) => status === kind) ?? 'unknown']
}
