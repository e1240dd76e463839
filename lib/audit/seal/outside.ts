import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { getCheckpointDir } from '#lib/audit/checkpoint-dir.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { describeError } from '#lib/describe-error.ts'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/log.ts'
import { openBucketPlace } from './outside-bucket.ts'
import { openDirectory } from './outside-directory.ts'
import type { Place, SignedNote } from './outside-place.ts'
import { moveThrough, readDue, readThrough, wasToldDown } from './outside-store.ts'
import { openWebhook } from './outside-webhook.ts'

const sealer = systemActor('sealer')
/** How long a round of the sealer waits for a place: one that hangs must not hold up sealing. */
const longestHoldUpMs = 2000
const firstPauseMs = 1000
const longestPauseMs = 60_000

/** The places outside the database, each caught up by itself. */
export interface Outside {
  /**
   * Brings to every place what it lacks, in order, and waits a moment for it. `signedId` is a checkpoint that was just
   * signed: no place has it yet, whatever the database says. Throws when the database does not answer.
   */
  readonly catchUp: (signedId: bigint | null) => Promise<void>
  /** Breaks off what is under way; the next sealer goes on there. */
  readonly close: () => Promise<void>
}

interface Delivery {
  readonly place: Place
  /** There may be something that the place lacks. */
  due: boolean
  /** A checkpoint of this process that the place does not have yet. */
  signedId: bigint | null
  running: Promise<void> | null
  /** What the sealer before told of the place was read. */
  opened: boolean
  /** Through which checkpoint the place had everything when it stopped taking more. */
  downSince: bigint | null
  failures: number
  nextTryAtMs: number
}

/** A directory always, beside it the bucket and the webhook that are configured. */
export function openOutside(sql: Sql, places = findPlaces()): Outside {
  const stopping = new AbortController()
  const deliveries = places.map(openDelivery)
  return {
    catchUp: async (signedId) => {
      const waitedFor: Promise<void>[] = []
      for (const delivery of deliveries) {
        if (signedId !== null) {
          delivery.signedId ??= signedId
          delivery.due = true
        }
        if (!delivery.due || Date.now() < delivery.nextTryAtMs) continue
        delivery.running ??= deliver(sql, delivery, stopping.signal).finally(() => (delivery.running = null))
        // When nobody waits for it any more, the sealer's own queries meet the same database.
        delivery.running.catch(() => {})
        if (delivery.failures === 0) waitedFor.push(delivery.running)
      }
      await Promise.race([Promise.all(waitedFor), sleep(longestHoldUpMs, undefined, { ref: false })])
    },
    close: async () => {
      stopping.abort()
      await Promise.allSettled(deliveries.map(({ running }) => running))
    },
  }
}

function openDelivery(place: Place): Delivery {
  return {
    place,
    due: true,
    signedId: null,
    running: null,
    opened: false,
    downSince: null,
    failures: 0,
    nextTryAtMs: 0,
  }
}

function findPlaces(): readonly Place[] {
  const {
    CHECKPOINT_S3_URL: bucket,
    CHECKPOINT_WEBHOOK_URL: url,
    CHECKPOINT_WEBHOOK_SECRET: secret,
  } = getEnv()
  return [
    openDirectory(getCheckpointDir()),
    ...(bucket ? [openBucketPlace(bucket)] : []),
    ...(url && secret ? [openWebhook(url, secret)] : []),
  ]
}

async function deliver(sql: Sql, delivery: Delivery, stopping: AbortSignal): Promise<void> {
  const { place, signedId } = delivery
  let through = await readThrough(sql, place)
  // An outage goes on when its sealer is gone, and is told once all the same.
  if (!delivery.opened && (await wasToldDown(sql, place))) delivery.downSince = through
  delivery.opened = true
  // Whatever the database says: nobody has what was only just signed.
  if (signedId !== null && through >= signedId) through = signedId - 1n
  delivery.due = false
  for (;;) {
    const notes = await readDue(sql, through, place.mostAtOnce)
    const last = notes.at(-1)
    if (!last) break
    const cause = await tryKeep(place, notes, stopping)
    if (cause !== null) {
      delivery.due = true
      return stopping.aborted ? undefined : fail(delivery, cause, through)
    }
    await moveThrough(sql, place, last.id)
    through = last.id
    if (delivery.signedId !== null && through >= delivery.signedId) delivery.signedId = null
  }
  if (delivery.downSince !== null) await recover(delivery, delivery.downSince, through)
}

/** Why the place may not have them; null when it has. */
async function tryKeep(
  place: Place,
  notes: readonly SignedNote[],
  stopping: AbortSignal,
): Promise<string | null> {
  try {
    await place.keep(notes, stopping)
    return null
  } catch (error) {
    return describeError(error).message.slice(0, 200)
  }
}

/** Alarm once for an outage by each process, event once; then ever longer pauses. */
async function fail(delivery: Delivery, cause: string, through: bigint): Promise<void> {
  const { kind } = delivery.place
  delivery.failures += 1
  delivery.nextTryAtMs = Date.now() + Math.min(firstPauseMs * 2 ** (delivery.failures - 1), longestPauseMs)
  if (delivery.failures === 1)
    getLog().error({ alarm: 'outside', place: kind, cause }, 'A place outside takes no checkpoints')
  if (delivery.downSince !== null) return
  await recordEvent(sealer, { kind: 'checkpoint.delayed', place: kind, cause })
  delivery.downSince = through
}

async function recover(delivery: Delivery, downSince: bigint, through: bigint): Promise<void> {
  const { kind } = delivery.place
  const checkpoints = Number(through - downSince)
  getLog().info({ place: kind, checkpoints }, 'A place outside takes checkpoints again, and has all of them')
  await recordEvent(sealer, { kind: 'checkpoint.caught_up', place: kind, checkpoints })
  delivery.downSince = null
  delivery.failures = 0
  delivery.nextTryAtMs = 0
}
