import { type Checkpoint, findSigner, openNote, type Verifier } from '#lib/audit/tree/note.ts'
import { readOutsideNotes } from './outside-notes.ts'
import { type Fault, UncheckedError } from './result.ts'
import { SignedRoots } from './signed-roots.ts'

/** The checkpoints that stand outside the database. */
export interface Outside {
  readonly count: number
  readonly roots: SignedRoots
  readonly largest: Checkpoint
  readonly newest: Checkpoint
  readonly fault: Fault | null
  /** Who signed notes and is none of those whose keys were given. */
  readonly strangers: ReadonlySet<string>
}

/** Reads the notes of a place, checks their signatures, and that no two give one size different roots. */
export async function readOutside(from: string, verifiers: readonly Verifier[]): Promise<Outside> {
  const roots = new SignedRoots()
  const strangers = new Set<string>()
  let count = 0
  let largest: Checkpoint | null = null
  let newest: Checkpoint | null = null
  let fault: Fault | null = null
  for await (const { name, note } of readOutsideNotes(from)) {
    count += 1
    const checkpoint = openNote(note, verifiers)
    const signer = findSigner(note)
    if (!checkpoint && signer !== null && verifiers.every((verifier) => verifier.name !== signer)) {
      strangers.add(signer)
      continue
    }
    if (!checkpoint) {
      fault ??= { eventId: null, text: `A note in ${name} is not signed by the key given.` }
      continue
    }
    roots.add(checkpoint.size, checkpoint.root)
    if (!largest || checkpoint.size > largest.size) largest = checkpoint
    if (!newest || checkpoint.signedAt > newest.signedAt) newest = checkpoint
  }
  const forkedAt = roots.sort()
  if (forkedAt !== null)
    fault ??= { eventId: null, text: `Two signed checkpoints of ${forkedAt} leaves have different roots.` }
  if (largest && newest) return { count, roots, largest, newest, fault, strangers }
  const [stranger] = strangers
  const nobody = stranger && `All checkpoints in ${from} are signed by ${stranger}, whose key was not given.`
  throw new UncheckedError(nobody ?? fault?.text ?? `There is no checkpoint in ${from}.`)
}
