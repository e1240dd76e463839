/** A configured secret. It prints as `[secret]` everywhere; only `reveal` gives the value. */
export class Secret {
  readonly #value: string
  /** How it was given: by reference, or in plain text (refused in production). */
  readonly origin: 'reference' | 'plain'

  constructor(value: string, origin: 'reference' | 'plain') {
    this.#value = value
    this.origin = origin
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]'
  }
}
