import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readNotes } from '#lib/audit/seal/outside.ts'
import { type Checkpoint, openNote, type Verifier } from '#lib/audit/tree/note.ts'
import { type Fault, UncheckedError } from './result.ts'

/** The checkpoints that stand outside the database. */
export interface Outside {
  readonly count: number
  /** The root at each size, in base64. */
  readonly roots: ReadonlyMap<number, string>
  readonly largest: Checkpoint
  readonly newest: Checkpoint
  readonly fault: Fault | null
}

/** Reads the notes of a directory, checks their signatures, and that no two give one size different roots. */
export async function readOutside(directory: string, verifiers: readonly Verifier[]): Promise<Outside> {
  const names = await readdir(directory).catch((cause: unknown) => {
    throw new UncheckedError(`The checkpoints in ${directory} cannot be read.`, { cause })
  })
  const roots = new Map<number, string>()
  let count = 0
  let largest: Checkpoint | null = null
  let newest: Checkpoint | null = null
  let fault: Fault | null = null
  for (const name of names.toSorted()) {
    if (!name.endsWith('.notes')) continue
    for (const note of await readNotes(join(directory, name))) {
      count += 1
      const checkpoint = openNote(note, verifiers)
      if (!checkpoint) {
        fault ??= { eventId: null, text: `A note in ${name} is not signed by the key given.` }
        continue
      }
      const root = checkpoint.root.toString('base64')
      if ((roots.get(checkpoint.size) ?? root) !== root)
        fault ??= {
          eventId: null,
          text: `Two signed checkpoints of ${checkpoint.size} leaves have different roots.`,
        }
      roots.set(checkpoint.size, root)
      if (!largest || checkpoint.size > largest.size) largest = checkpoint
      if (!newest || checkpoint.signedAt > newest.signedAt) newest = checkpoint
    }
  }
  if (largest && newest) return { count, roots, largest, newest, fault }
  throw new UncheckedError(fault?.text ?? `There is no checkpoint in ${directory}.`)
}
