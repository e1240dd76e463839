import {
  CirclePause,
  CirclePlay,
  CircleSlash,
  FileCheck2,
  FileX2,
  FlagTriangleRight,
  Hourglass,
  Loader,
} from 'lucide-react'
import type { Look } from '#components/status-look.ts'
import type { BatchSource, BatchState } from '#lib/batches/view.ts'

/** Where a batch stands. */
export const lookByState: Record<BatchState, Look> = {
  reading: { icon: Loader, word: 'Reading', tone: 'info', about: 'question' },
  refused: { icon: FileX2, word: 'Not readable', tone: 'danger', about: 'question' },
  ready: { icon: FileCheck2, word: 'Ready to start', tone: 'info', about: 'question' },
  awaiting_approval: { icon: Hourglass, word: 'Waits for approval', tone: 'warning', about: 'question' },
  running: { icon: CirclePlay, word: 'Running', tone: 'info', about: 'question' },
  paused: { icon: CirclePause, word: 'Paused', tone: 'warning', about: 'question' },
  cancelled: { icon: CircleSlash, word: 'Cancelled', tone: 'neutral', about: 'question' },
  finished: { icon: FlagTriangleRight, word: 'Finished', tone: 'success', about: 'question' },
}

/** From where a batch came. */
export const wordsBySource: Record<BatchSource, string> = {
  file: 'File',
  paste: 'Paste',
  filter: 'Filter',
  api: 'API',
  cli: 'Command line',
  schedule: 'Schedule',
}
