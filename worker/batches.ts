import { PgBoss } from 'pg-boss'
import { getSql } from '#db/client.ts'
import type { LaneKey } from '#lib/batches/engine-store.ts'
import { runLane } from '#lib/batches/lane.ts'
import { nameOfLane, sweepBatches } from '#lib/batches/sweep.ts'
import { describeError } from '#lib/describe-error.ts'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/log.ts'

const queue = 'batch'
/** Lanes that a process works on at once; more wait their turn. */
const mostLanes = 32
/** The least that pg-boss takes. A lane whose process is silent for so long is given to another. */
const heartbeatSeconds = 10
const relistenMs = 1_000
const sayAgainMs = 10_000

/** The part of the worker that runs batches: pg-boss hands out the lanes, and the rows are the truth. */
export interface BatchWorker {
  /** Sends jobs for what is open. The first round begins to work on lanes. Throws while the database is away. */
  readonly round: () => Promise<void>
  /** Ends when what is under way is recorded, or after 20 seconds. */
  readonly close: () => Promise<void>
}

/** `stopping` has lanes end early. */
export function openBatchWorker(stopping: AbortSignal): BatchWorker {
  let boss: PgBoss | null = null
  let soon: NodeJS.Timeout | null = null

  const sweep = async () => {
    const lanes = await sweepBatches()
    if (lanes.length === 0 || stopping.aborted) return
    await boss?.insert(
      queue,
      lanes.map((lane) => ({ data: lane, singletonKey: nameOfLane(lane) })),
    )
  }
  /** Of many who tell that there is something to do, one look is enough. */
  const sweepSoon = () => {
    soon ??= setTimeout(() => {
      soon = null
      void sweep().catch(() => {})
    }, 30)
  }
  const begin = async () => {
    const begun = openBoss()
    await begun.start()
    await begun.createQueue(queue, queueOptions)
    await begun.work<LaneKey>(
      queue,
      { localConcurrency: mostLanes, pollingIntervalSeconds: 1, heartbeatRefreshSeconds: 3 },
      async ([job]) => {
        if (!job) return
        await runLane(job.data, { signal: AbortSignal.any([job.signal, stopping]) })
        sweepSoon()
      },
    )
    void listen(sweepSoon, stopping)
    return begun
  }

  return {
    round: async () => {
      boss ??= await begin()
      await sweep()
    },
    close: async () => {
      if (soon) clearTimeout(soon)
      await boss?.stop({ graceful: true, timeout: 20_000 })
    },
  }
}

const queueOptions = {
  // One job for a lane, waiting or worked on.
  policy: 'exclusive',
  // The sweep sends another.
  retryLimit: 0,
  heartbeatSeconds,
  expireInSeconds: 3_600,
  retentionSeconds: 3_600,
  deleteAfterSeconds: 600,
  notify: true,
} as const

function openBoss(): PgBoss {
  const boss = new PgBoss({
    connectionString: getEnv().DATABASE_URL ?? '',
    application_name: 'statusdesk jobs',
    // What it makes belongs to the app's role, whoever logs in. The migrations made its schema.
    options: '-c role=statusdesk_app',
    schema: 'pgboss',
    createSchema: false,
    max: 4,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  })
  let said = 0
  // While the database is away each of its loops says so, again and again.
  boss.on('error', (error) => {
    if (Date.now() - said < sayAgainMs) return
    said = Date.now()
    getLog().error(describeError(error), 'pg-boss failed, and tries again')
  })
  return boss
}

async function listen(onBatch: () => void, stopping: AbortSignal): Promise<void> {
  try {
    await getSql().listen('batch', onBatch, onBatch)
  } catch {
    // Until the database is back, the sweep finds what there is.
    setTimeout(() => void (stopping.aborted || listen(onBatch, stopping)), relistenMs).unref()
  }
}
