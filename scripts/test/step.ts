/** How many tests, or checks, of a step came out how. */
export interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** The tests that failed, each with its file. */
  readonly failures?: readonly string[]
}

export interface Step {
  readonly name: string
  /** Not run when the step of this name failed, since it would say nothing new. */
  readonly needs?: string
  run(): Promise<Count>
}

/** The count of a step that is one check. */
export function countOne(passed: boolean): Count {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
}
