import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ProblemError } from '#lib/access/problem.ts'
import { resultChoices, type ResultChoice } from '#lib/batches/results-format.ts'
import { exportResults } from '#lib/batches/results.ts'
import { closeConnections } from '#lib/connections/open.ts'
import { type FileFormat, fileFormats } from '#lib/files/format.ts'
import { choiceOf, idOf, one, readWords } from './batch-options.ts'
import { type Command, UsageError } from './command.ts'
import { getOperator } from './operator.ts'

export const batchResults: Command = {
  usage: `ID [--out FILE.csv|.xlsx|.jsonl] [--only ${resultChoices.join('|')}]`,
  summary: 'Writes the rows with their answers; without --out as CSV to standard output.',
  prepare: (args) => {
    const words = readWords(args, { plain: 'ID', options: ['out', 'only'] })
    const id = idOf(words)
    const path = one(words, 'out')
    const only = choiceOf(words, 'only', resultChoices) ?? 'all'
    const format = path === null ? 'csv' : formatOf(path)
    return () => writeResults(id, { path, format, only }).finally(closeConnections)
  },
}

interface Wanted {
  /** Null for standard output. */
  readonly path: string | null
  readonly format: FileFormat
  readonly only: ResultChoice
}

/** Writes the results of a batch and says how many rows there are. */
export async function writeResults(id: string, { path, format, only }: Wanted): Promise<void> {
  const file = await exportResults(getOperator(), id, { format, only })
  if (!file) throw new ProblemError({ kind: 'not_found', message: 'There is no such batch.' })
  const bytes = Readable.from(file.pieces, { objectMode: false })
  if (path === null) {
    for await (const piece of bytes) if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
  } else await pipeline(bytes, createWriteStream(path, { mode: 0o600 }))
  console.error(`${file.matched.toLocaleString('en')} rows written${path === null ? '' : ` to ${path}`}.`)
}

/** The format that the name of a file says. Throws a UsageError. */
export function formatOf(path: string): FileFormat {
  const found = fileFormats.find((format) => `.${format}` === extname(path).toLowerCase())
  if (found) return found
  throw new UsageError([`--out must end in ${fileFormats.map((format) => `.${format}`).join(', ')}.`])
}
