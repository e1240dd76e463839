/** A list is no good, as a sentence for whoever gave it, with its line and column where it has them. Nothing of it is kept. */
export class FileFault extends Error {
  override readonly name = 'FileFault'
  /** Larger than what is read at all; HTTP says 413. */
  readonly tooLarge: boolean

  constructor(message: string, options: { readonly tooLarge?: boolean; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.tooLarge = options.tooLarge ?? false
  }
}
