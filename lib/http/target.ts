/** Where a connection may send, and how much. Everything in it was validated when it was loaded. */
export interface Target {
  readonly connectionId: string
  /** Origins that may be called, such as `https://api.example.test`. The first is the base URL's. */
  readonly origins: readonly string[]
  /** In production plain HTTP is refused even to loopback, and loopback needs an entry in `allowAddresses`. */
  readonly production: boolean
  /** CIDRs that may be reached although private. */
  readonly allowAddresses: readonly string[]
  /** PEM of the connection's own certificate authority; null for the system's. */
  readonly certificateAuthority: string | null
  readonly limits: Limits
}

export interface Limits {
  /** The whole lookup from its first send, retries included. */
  readonly timeoutMs: number
  readonly concurrency: number
  readonly requestsPerSecond: number
  /** Counted after content decoding. */
  readonly maxResponseBytes: number
  readonly breaker: BreakerLimits
}

export interface BreakerLimits {
  /** Opens when at least so many calls of the window are faults of the way or the provider … */
  readonly failures: number
  /** … and they are at least this share of its calls, 0 to 1. */
  readonly share: number
  readonly windowMs: number
  /** While open, one call goes through every so often. */
  readonly probeMs: number
}

/** A place among a connection's calls, across all processes. */
export interface Lease {
  /** Gives the place back. Never throws, may be called twice. */
  leave(): void
}

/** Holds a connection's concurrency and its requests per second, across all processes. */
export interface Gate {
  /** Resolves when a call may go out now; null when `deadline` passed first. Throws when the database is away. */
  enter(target: Target, deadline: Date): Promise<Lease | null>
}
