/** What may be logged of an error. */
export interface ErrorDescription {
  readonly error: string
  readonly message: string
  /** The reference that the screen shows. */
  readonly digest: string | null
  readonly frames: readonly string[]
}

/**
 * Describes an error by its innermost cause. The outer message of a failed query repeats its parameters, personal
 * data and session tokens among them, and so never reaches the log; the frames are those of the outermost.
 */
export function describeError(error: unknown): ErrorDescription {
  const digest = hasDigest(error) ? String(error.digest) : null
  if (!(error instanceof Error)) return { error: typeof error, message: 'not an error', digest, frames: [] }
  const cause = innermost(error)
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { error: cause.name, message: cause.message, digest, frames: frames.map((line) => line.trim()) }
}

function innermost(error: Error): Error {
  let inner = error
  for (let depth = 0; depth < 10 && inner.cause instanceof Error; depth += 1) inner = inner.cause
  return inner
}

function hasDigest(error: unknown): error is { digest: unknown } {
  return typeof error === 'object' && error !== null && 'digest' in error
}
