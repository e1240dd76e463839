import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDatabaseAway } from '#db/away.ts'
import { type LaneGate, openLaneGate } from '#lib/connections/lane-gate.ts'
import { getConnections, type OpenConnection } from '#lib/connections/open.ts'
import { describeError } from '#lib/describe-error.ts'
import type { Gate, Lease } from '#lib/http/target.ts'
import { getLog } from '#lib/log.ts'
import { makeCall, skipCall } from '#lib/lookups/call.ts'
import { claimCalls, type HeldItem, type PreparedCall } from './claim.ts'
import { findRunning, type LaneKey } from './engine-store.ts'
import { finishBatch } from './finish.ts'
import { countLanes } from './lanes.ts'
import { pauseAfterBreaker, tryProbe } from './probe.ts'
import { Recorder } from './recorder.ts'
import { recoverLane } from './recover.ts'
import { starterOf } from './starter.ts'
import { backOff, type BackOff } from './worth-asking-again.ts'

/** Where a run of a lane stands, for tests that end it there. */
export type LanePoint =
  | 'claimed'
  | 'intended'
  | 'sending'
  | 'received'
  | 'recording'
  | 'recorded'
  | 'acknowledging'

export interface LaneOptions {
  /** Aborted: nothing more is claimed or sent, what is under way is recorded. */
  readonly signal: AbortSignal
  /** Others get their turn after so long. */
  readonly shiftMs?: number
  readonly backOff?: BackOff
  /** With the row, where it is about one. */
  readonly at?: (point: LanePoint, ordinal?: number) => void
}

/** `idle`: nothing waits that could be asked now. `more`: the shift is over. */
export type LaneEnd = 'idle' | 'more' | 'paused'

const longestShiftMs = 20_000
/** How long rows whose look-ups are committed may wait for their turn: others may take most of the places meanwhile. */
const longestWaitMs = 60_000
const awayMs = 300
/** Rows are claimed so many at once, at most, where each is a call of its own. */
const mostAhead = 250

/**
 * One run of a lane: takes over what an earlier run left, then claims rows, asks, and records what came, until nothing
 * waits or its shift is over. Any number of processes may run lanes; two runs of the same lane harm each other only in that
 * rows are asked twice. While the database is away it waits, but for its very beginning, at which it throws.
 */
export async function runLane(key: LaneKey, options: LaneOptions): Promise<LaneEnd> {
  const connection = getConnections().byId.get(key.connectionId)
  const batch = await findRunning(key.batchId)
  if (!connection) await recoverLane(key, randomUUID(), [])
  if (!connection || !batch) return 'idle'
  const lane = new Lane(key, connection, starterOf(batch), batch.reason, options)
  const ended = await lane.run()
  if (ended === 'idle') await finishBatch(key.batchId)
  options.at?.('acknowledging')
  return ended
}

class Lane {
  readonly #run = randomUUID()
  readonly #key: LaneKey
  readonly #connection: OpenConnection
  readonly #actor: ReturnType<typeof starterOf>
  readonly #reason: string | null
  readonly #options: LaneOptions
  readonly #gate: LaneGate
  readonly #want: number
  readonly #recorder: Recorder
  readonly #until: number
  readonly #at: (point: LanePoint, ordinal?: number) => void
  /** Rows that this run knows it has claimed. */
  readonly #held = new Set<number>()
  readonly #prepared: PreparedCall[] = []
  readonly #underWay = new Set<Promise<void>>()
  #preparing: Promise<void> | null = null
  #exhausted = false
  #paused = false
  /** The database went away while rows were claimed: some may be ours without our knowing. */
  #lost = true

  constructor(
    key: LaneKey,
    connection: OpenConnection,
    actor: ReturnType<typeof starterOf>,
    reason: string | null,
    options: LaneOptions,
  ) {
    this.#key = key
    this.#connection = connection
    this.#actor = actor
    this.#reason = reason
    this.#options = options
    this.#at = options.at ?? (() => {})
    this.#until = performance.now() + (options.shiftMs ?? longestShiftMs)
    this.#want = countLanes(connection.target).placesEach
    this.#gate = openLaneGate(connection.target, this.#want)
    this.#recorder = new Recorder({
      batchId: key.batchId,
      run: this.#run,
      backOff: options.backOff ?? backOff,
      release: (held) => this.#release(held),
      at: this.#at,
    })
  }

  async run(): Promise<LaneEnd> {
    try {
      await this.#recover()
      const passage = await tryProbe(this.#connection, () => this.#probe())
      if (passage === 'paused') return 'paused'
      await this.#work()
      await this.#drain()
      if (this.#paused) return 'paused'
      return this.#exhausted ? 'idle' : 'more'
    } finally {
      await this.#drain()
      await this.#gate.close()
    }
  }

  get #isOver(): boolean {
    return this.#options.signal.aborted || this.#paused || performance.now() > this.#until
  }

  async #work(): Promise<void> {
    for (;;) {
      if (!this.#isOver && !this.#exhausted && this.#prepared.length < this.#ahead)
        this.#preparing ??= this.#prepare()
      if (this.#recorder.isFull) await this.#recorder.wait()
      const next = this.#prepared.shift()
      if (next) await this.#begin(next)
      else if (this.#preparing) await this.#preparing
      else return
    }
  }

  /** In calls: no more than go out within a second. */
  get #ahead(): number {
    const { adapter, target } = this.#connection
    if (adapter.rowsPerCall > 1) return 1
    return Math.max(1, Math.min(2 * this.#want, mostAhead, Math.ceil(target.limits.requestsPerSecond)))
  }

  async #prepare(): Promise<void> {
    try {
      if (this.#lost) await this.#recover()
      const calls = await this.#claim(this.#ahead * this.#connection.adapter.rowsPerCall, false)
      this.#exhausted = calls.length === 0
      this.#prepared.push(...calls)
    } catch (error) {
      this.#lost = true
      if (!isDatabaseAway(error)) getLog().error(describeError(error), 'Rows of a batch could not be claimed')
      await sleep(awayMs)
    } finally {
      this.#preparing = null
    }
  }

  async #claim(most: number, probing: boolean): Promise<readonly PreparedCall[]> {
    return claimCalls({
      key: this.#key,
      run: this.#run,
      connection: this.#connection,
      actor: this.#actor,
      reason: this.#reason,
      most,
      probing,
      longestWaitMs,
      hold: (ordinals) => ordinals.forEach((ordinal) => this.#held.add(ordinal)),
      at: this.#at,
    })
  }

  async #recover(): Promise<void> {
    await recoverLane(this.#key, this.#run, [...this.#held])
    this.#lost = false
  }

  async #begin({ held, prove }: PreparedCall): Promise<void> {
    const first = await this.#place(held)
    const intents = held.map(({ intent }) => intent)
    if (this.#options.signal.aborted) {
      first?.leave()
      return this.#recorder.add({ call: skipCall(this.#connection, intents, this.#actor), held })
    }
    this.#at('sending', held[0]?.item.ordinal)
    const asking = makeCall(this.#connection, intents, prove, this.#actor, gateFrom(first, this.#gate))
      .then(async (call) => {
        first?.leave()
        this.#at('received')
        this.#paused ||= await pauseAfterBreaker(this.#connection, call)
        this.#recorder.add({ call, held })
      })
      .finally(() => this.#underWay.delete(asking))
    this.#underWay.add(asking)
  }

  /** The look-up's own time begins when it has a place. Without one it ends as out of time, and nothing is sent. */
  async #place(held: readonly HeldItem[]): Promise<Lease | null> {
    const { target } = this.#connection
    const until = Math.min(...held.map(({ intent }) => intent.deadlineAt.getTime()))
    return this.#gate.enter(target, new Date(until - target.limits.timeoutMs))
  }

  /** Asks about one row, of a connection that is paused. */
  async #probe(): Promise<void> {
    const [call] = await this.#claim(1, true)
    if (!call) return
    await this.#begin(call)
    await this.#drain()
  }

  async #drain(): Promise<void> {
    await this.#preparing
    await Promise.all(this.#underWay)
    await this.#recorder.flush()
  }

  #release(held: readonly HeldItem[]): void {
    for (const { item } of held) this.#held.delete(item.ordinal)
  }
}

/** The gate of a call that has its first place already. */
function gateFrom(first: Lease | null, gate: Gate): Gate {
  let taken = first
  return {
    enter: (target, deadline) => {
      const lease = taken
      taken = null
      return lease ? Promise.resolve(lease) : gate.enter(target, deadline)
    },
  }
}
