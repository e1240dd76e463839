/** A part of the desk that runs until it is stopped or dies. */
export interface Running {
  /** Resolves with how it ended, whoever ended it. */
  readonly exited: Promise<string>
  /** Ends it in an orderly way. */
  stop(): Promise<void>
  /** Ends it at once. */
  kill(): void
}
