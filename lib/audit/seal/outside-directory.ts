import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Place } from './outside-place.ts'

const wholeEnd = /\n\u2014 [^\n]+\n\n$/

/** A directory as a place for checkpoints. */
export function openDirectory(directory: string): Place {
  return {
    kind: 'directory',
    address: directory,
    mostAtOnce: 1,
    keep: async (notes) => {
      for (const { note, signedAt } of notes) await keepInDirectory(directory, note, signedAt)
    },
  }
}

/**
 * Adds a note to the notes of its day in a directory outside the database, and does not come back before it is on the
 * disk. A file per day, notes one after the other, an empty line behind each. Where a power cut left half a note
 * at the end, a new file is begun.
 */
async function keepInDirectory(directory: string, note: string, signedAt: Date): Promise<void> {
  await mkdir(directory, { recursive: true })
  const day = signedAt.toISOString().slice(0, 10)
  for (let part = 0; ; part += 1) {
    const path = join(directory, part === 0 ? `${day}.notes` : `${day}.${part}.notes`)
    const file = await open(path, 'a+')
    try {
      const { size } = await file.stat()
      const tail = Buffer.alloc(Math.min(size, 512))
      await file.read(tail, 0, tail.length, size - tail.length)
      if (size > 0 && !wholeEnd.test(tail.toString('utf8'))) continue
      await file.appendFile(`${note}\n`)
      await file.datasync()
      return
    } finally {
      await file.close()
    }
  }
}
