import { hashPair } from './leaf.ts'
import { sha256 } from './sha256.ts'

/** The root of a whole subtree of 2^level leaves, the index-th of its level. */
export interface TreeNode {
  readonly level: number
  readonly index: number
  readonly hash: Buffer
}

/** Levels whose nodes are kept: what lies between is made again from at most 128 of them. */
const keptLevels: ReadonlySet<number> = new Set([8, 16, 24])

interface Peak {
  readonly level: number
  readonly hash: Buffer
}

/**
 * A Merkle tree (RFC 6962) that only grows, as the roots of the whole subtrees it is made of: one for each bit
 * of its size, the largest first. Throws when `peaks` do not fit `size`.
 */
export class Tree {
  #size: number
  readonly #peaks: Peak[]

  constructor(size = 0, peaks: Uint8Array = Buffer.alloc(0)) {
    const levels = levelsOf(size)
    if (peaks.length !== levels.length * 32) throw new RangeError(`${size} leaves do not have these peaks.`)
    this.#size = size
    this.#peaks = levels.map((level, at) => ({
      level,
      hash: Buffer.from(peaks.subarray(at * 32, at * 32 + 32)),
    }))
  }

  get size(): number {
    return this.#size
  }

  /** Adds a leaf and gives the kept nodes that it completes. */
  append(leafHash: Buffer): readonly TreeNode[] {
    let peak: Peak = { level: 0, hash: leafHash }
    let completed: TreeNode[] | undefined
    for (let last = this.#peaks.at(-1); last?.level === peak.level; last = this.#peaks.at(-1)) {
      this.#peaks.pop()
      peak = { level: peak.level + 1, hash: hashPair(last.hash, peak.hash) }
      if (keptLevels.has(peak.level)) {
        const index = Math.floor(this.#size / 2 ** peak.level)
        completed = [...(completed ?? []), { ...peak, index }]
      }
    }
    this.#peaks.push(peak)
    this.#size += 1
    return completed ?? none
  }

  /** The root; of no leaves, the hash of nothing. */
  root(): Buffer {
    const hashes = this.#peaks.map((peak) => peak.hash)
    return hashes.length === 0
      ? sha256(Buffer.alloc(0))
      : hashes.reduceRight((right, left) => hashPair(left, right))
  }

  /** What the constructor takes. */
  peaks(): Buffer {
    return Buffer.concat(this.#peaks.map((peak) => peak.hash))
  }
}

const none: readonly TreeNode[] = []

function levelsOf(size: number): readonly number[] {
  const levels: number[] = []
  for (let level = 52; level >= 0; level -= 1) {
    if (Math.floor(size / 2 ** level) % 2 === 1) levels.push(level)
  }
  return levels
}
