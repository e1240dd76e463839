import type { BatchView } from '#lib/batches/view.ts'
import { percentOf } from './progress-words.ts'

/** Of the page of a batch; how far it is comes first, since tabs are narrow. */
export function titleOf({ state, name, progress }: BatchView): string {
  if (state !== 'running' && state !== 'paused') return name
  return `${percentOf(progress.done, progress.toAsk)} % · ${name}`
}
