import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const wholeEnd = /\n\u2014 [^\n]+\n\n$/

/**
 * Adds a note to the notes of its day in a directory outside the database, and does not come back before it is on the
 * disk. A file per day, notes one after the other, an empty line behind each. Where a power cut left half a note
 * at the end, a new file is begun.
 */
export async function keepOutside(directory: string, note: string, signedAt: Date): Promise<void> {
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

/** The notes of a file; half a note at its end is left out. */
export async function readNotes(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8')
  return text.match(/[\s\S]*?\n\u2014 [^\n]+\n(?=\n)/g)?.map((note) => note.replace(/^\n+/, '')) ?? []
}
