/**
 * The roots that were signed, by size: 40 bytes each, since there are some for every ten seconds in which anything was
 * written, for years. Added in any order, then looked up in that of growing sizes.
 */
export class SignedRoots {
  #sizes = new Float64Array(1024)
  #roots = Buffer.alloc(1024 * 32)
  #count = 0
  #order: Uint32Array | null = null
  #at = 0

  add(size: number, root: Buffer): void {
    if (this.#count > 0 && this.#sizes[this.#count - 1] === size && this.#root(this.#count - 1).equals(root))
      return
    if (this.#count === this.#sizes.length) {
      const sizes = new Float64Array(this.#count * 2)
      sizes.set(this.#sizes)
      this.#sizes = sizes
      this.#roots = Buffer.concat([this.#roots, Buffer.alloc(this.#count * 32)])
    }
    this.#sizes[this.#count] = size
    this.#roots.set(root, this.#count * 32)
    this.#count += 1
  }

  /** Ends adding. Gives the smallest size of which different roots were signed; null when there is none. */
  sort(): number | null {
    const sizes = this.#sizes
    const order = Uint32Array.from({ length: this.#count }, (_, place) => place)
    order.sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0))
    this.#order = order
    for (let at = 1; at < order.length; at += 1) {
      const [one = 0, other = 0] = order.subarray(at - 1, at + 1)
      if (sizes[one] === sizes[other] && !this.#root(one).equals(this.#root(other))) return sizes[one] ?? null
    }
    return null
  }

  /** The root signed at a size, null when none was. Sizes have to be asked for in growing order. */
  rootAt(size: number): Buffer | null {
    const order = this.#order
    if (!order) throw new Error('Roots are looked up before they were sorted.')
    while (this.#at < order.length && (this.#sizes[order[this.#at] ?? 0] ?? 0) < size) this.#at += 1
    const place = order[this.#at]
    return place !== undefined && this.#sizes[place] === size ? this.#root(place) : null
  }

  #root(place: number): Buffer {
    return this.#roots.subarray(place * 32, place * 32 + 32)
  }
}
