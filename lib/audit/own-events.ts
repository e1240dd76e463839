import { describeError } from '#lib/describe-error.ts'
import { getLog } from '#lib/log.ts'
import { once } from '#lib/once.ts'
import { insertOwnEvents } from './store.ts'
import type { EventRow } from './writer.ts'

const retryMs = 1000
const mostAtOnce = 500

interface Outbox {
  readonly rows: EventRow[]
  sending: boolean
  failing: boolean
  /** Settles with the first try to send anything. */
  first: Promise<void> | null
}

/**
 * Sees to it that what a writer records of itself gets written, however long the database is away. Nobody waits
 * for it: what it says holds as soon as it is there.
 */
export function deliver(rows: readonly EventRow[]): void {
  const outbox = getOutbox()
  outbox.rows.push(...rows)
  if (outbox.sending) return
  const sent = send(outbox)
  outbox.first ??= sent
}

/** Settles when the writer's announcement was written or at least tried, so that it stands before what it announces. */
export async function announced(): Promise<void> {
  await getOutbox().first
}

function getOutbox(): Outbox {
  return once<Outbox>('own events', () => ({ rows: [], sending: false, failing: false, first: null }))
}

async function send(outbox: Outbox): Promise<void> {
  outbox.sending = true
  try {
    while (outbox.rows.length > 0) {
      const some = outbox.rows.slice(0, mostAtOnce)
      await insertOwnEvents(some)
      outbox.rows.splice(0, some.length)
    }
    outbox.failing = false
    outbox.sending = false
  } catch (error) {
    if (!outbox.failing) getLog().error(describeError(error), 'The writer cannot record its own events yet')
    outbox.failing = true
    setTimeout(() => void send(outbox), retryMs).unref()
  }
}
