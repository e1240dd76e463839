/** How a call ended, seen from here. */
export type Ending = 'answered' | 'broken_off' | 'client_left'

export type JournalEntry = {
  n: number
  provider: string
  method: string
  path: string
  httpVersion: string
  /** The same number for all calls of one TCP connection. */
  socket: number
  /** Epoch ms. */
  receivedAt: number
  answeredAt: number | null
  transactionIds: string[]
  scenario: string | null
  /** What was sent, if a status was. */
  status: number | null
  /** How the answer was spoilt in transit: `never`, `stalled`, `drip`, `short`, `cut`, `reset`, `drop`, `late`. */
  fault: string | null
  ending: Ending | null
  authenticated: boolean | null
  /** The first 4,096 characters of the body as sent. */
  requestBody: string
}

export type Stats = {
  total: number
  current: number
  maxInFlight: number
  /** Most calls that arrived within any 1,000 ms. */
  maxPerSecond: number
  /** TCP connections that were used. */
  sockets: number
  httpVersions: Record<string, number>
  /** Questions asked: rows for fungamess, else calls that named a transaction. */
  questions: number
}

type Tally = Omit<Stats, 'sockets' | 'current'> & {
  inFlight: Set<JournalEntry>
  socketIds: Set<number>
  arrivals: number[]
  firstInWindow: number
}

const keptCalls = 20_000
const windowMs = 1000

export class Journal {
  #entries: JournalEntry[] = []
  #next = 1
  #tallies = new Map<string, Tally>()

  /** `key` is what the statistics go under. */
  open(
    key: string,
    call: Pick<JournalEntry, 'provider' | 'method' | 'path' | 'httpVersion' | 'socket'>,
  ): JournalEntry {
    const opened: JournalEntry = {
      n: this.#next,
      ...call,
      receivedAt: Date.now(),
      answeredAt: null,
      transactionIds: [],
      scenario: null,
      status: null,
      fault: null,
      ending: null,
      authenticated: null,
      requestBody: '',
    }
    this.#next += 1
    this.#entries.push(opened)
    // Trimmed in blocks: shifting at every call costs more than the call.
    if (this.#entries.length >= keptCalls * 1.1) this.#entries = this.#entries.slice(-keptCalls)
    this.#arrive(this.#tally(key), opened)
    return opened
  }

  /**
   * No longer in flight. To be said before the last byte goes out: a client that has it may already ask again, and must
   * not be counted twice.
   */
  settle(key: string, entry: JournalEntry): void {
    const tally = this.#tally(key)
    if (tally.inFlight.delete(entry)) tally.questions += entry.transactionIds.length
  }

  close(key: string, entry: JournalEntry, ending: Ending): void {
    this.settle(key, entry)
    entry.ending = ending
    if (ending === 'answered') entry.answeredAt = Date.now()
  }

  calls(filter: { provider?: string | undefined; transactionId?: string | undefined }): JournalEntry[] {
    return this.#entries
      .slice(-keptCalls)
      .filter((entry) => filter.provider === undefined || entry.provider === filter.provider)
      .filter(
        (entry) => filter.transactionId === undefined || entry.transactionIds.includes(filter.transactionId),
      )
  }

  stats(): Record<string, Stats> {
    return Object.fromEntries(
      [...this.#tallies].map(([key, { inFlight, socketIds, arrivals: _a, firstInWindow: _f, ...rest }]) => [
        key,
        { ...rest, current: inFlight.size, sockets: socketIds.size },
      ]),
    )
  }

  /** Numbers begin anew; calls in flight stay counted as in flight. */
  clear(): void {
    this.#entries = []
    const before = this.#tallies
    this.#tallies = new Map()
    for (const [key, { inFlight }] of before) {
      if (inFlight.size > 0) Object.assign(this.#tally(key), { inFlight, maxInFlight: inFlight.size })
    }
  }

  #tally(key: string): Tally {
    const known = this.#tallies.get(key)
    if (known) return known
    const tally: Tally = {
      total: 0,
      maxInFlight: 0,
      maxPerSecond: 0,
      httpVersions: {},
      questions: 0,
      inFlight: new Set(),
      socketIds: new Set(),
      arrivals: [],
      firstInWindow: 0,
    }
    this.#tallies.set(key, tally)
    return tally
  }

  #arrive(tally: Tally, entry: JournalEntry): void {
    const { httpVersion, socket } = entry
    const now = performance.now()
    tally.total += 1
    tally.inFlight.add(entry)
    tally.maxInFlight = Math.max(tally.maxInFlight, tally.inFlight.size)
    tally.httpVersions[httpVersion] = (tally.httpVersions[httpVersion] ?? 0) + 1
    tally.socketIds.add(socket)
    tally.arrivals.push(now)
    while ((tally.arrivals[tally.firstInWindow] ?? now) <= now - windowMs) tally.firstInWindow += 1
    if (tally.firstInWindow > 10_000) {
      tally.arrivals = tally.arrivals.slice(tally.firstInWindow)
      tally.firstInWindow = 0
    }
    tally.maxPerSecond = Math.max(tally.maxPerSecond, tally.arrivals.length - tally.firstInWindow)
  }
}
