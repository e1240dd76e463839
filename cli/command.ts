/** One thing that `npm run desk -- …` can do. */
export interface Command {
  /** Its options, as help shows them. */
  readonly usage: string
  readonly summary: string
  /**
   * Reads the arguments, throwing a UsageError, and gives what is to be done once the desk is found, which may give an
   * exit code of its own.
   */
  readonly prepare: (args: readonly string[]) => () => Promise<number | void>
}

/** The command was typed wrong. Every fault is a line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}
