import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { ProblemError } from '#lib/access/problem.ts'
import { mapColumns, type NamedColumn, parseNamedColumn } from '#lib/batches/map-columns.ts'
import { receiveBatch } from '#lib/batches/receive.ts'
import { startBatch } from '#lib/batches/start.ts'
import { findBatch } from '#lib/batches/view.ts'
import { closeConnections } from '#lib/connections/open.ts'
import { numberOf, one, readWords } from './batch-options.ts'
import { exitCodeOf, exitCodes, followInTerminal, summarise } from './batch-progress.ts'
import { formatOf, writeResults } from './batch-results.ts'
import { type Command, UsageError } from './command.ts'
import { getOperator } from './operator.ts'

export const batch: Command = {
  usage:
    'FILE|- [--connection ID] [--reason TEXT] [--column HEADER=INPUT …] [--reuse MINUTES] [--out FILE.csv|.xlsx|.jsonl]',
  summary:
    'Asks what became of every row of a list. Exit code 0: all answered, 3: some were not, 4: cancelled, 130: left with Ctrl-C, and it goes on.',
  prepare: (args) => {
    const given = readOptions(args)
    return () => run(given).finally(closeConnections)
  },
}

interface Given {
  readonly path: string
  readonly connection: string | null
  readonly reason: string
  readonly columns: readonly NamedColumn[]
  readonly reuseMinutes: number | null
  readonly out: string | null
}

const longestReuseMinutes = 44_640

function readOptions(args: readonly string[]): Given {
  const options = ['connection', 'reason', 'column', 'reuse', 'out']
  const words = readWords(args, { plain: 'FILE', options, several: ['column'] })
  const [path = ''] = words.plain
  const out = one(words, 'out')
  if (out !== null) formatOf(out)
  return {
    path,
    connection: one(words, 'connection'),
    reason: one(words, 'reason') ?? `Command line: ${basename(path)}`,
    columns: (words.options.get('column') ?? []).map(readColumn),
    reuseMinutes: numberOf(words, 'reuse', 1, longestReuseMinutes),
    out,
  }
}

function readColumn(text: string): NamedColumn {
  const named = parseNamedColumn(text)
  if (!named) throw new UsageError([`--column ${text} is not HEADER=INPUT.`])
  return named
}

async function run({ path, connection, reason, columns, reuseMinutes, out }: Given): Promise<number> {
  const operator = getOperator()
  const { id, refusal } = await receiveBatch(operator, {
    ...(await openInput(path)),
    source: 'cli',
    connection,
    mapping: null,
  })
  if (refusal !== null) throw new ProblemError({ kind: 'invalid', message: refusal, fields: {} })
  if (columns.length > 0) await mapColumns(operator, id, columns)
  const ready = await findBatch(operator, id)
  if (ready) console.error(summarise(ready).join('\n'))
  // From here on it is the workers': leaving stops nothing.
  const leaving = leaveOnInterrupt()
  const { state } = await startBatch(operator, { batchId: id, reason, reuseMinutes })
  if (state === 'awaiting_approval')
    console.error(
      'So many rows want another person: somebody who may approve must do so on the page of the batch.',
    )
  return follow(id, leaving, out)
}

/** Follows a batch to its end, and writes its results where they are wanted. Gives the exit code. */
export async function follow(id: string, leaving: AbortSignal, out: string | null = null): Promise<number> {
  const ended = await followInTerminal(getOperator(), id, leaving)
  if (!ended) {
    console.error(
      [
        'The batch goes on without this.',
        `  npm run desk -- batch show ${id} --follow`,
        `  npm run desk -- batch pause ${id}`,
        `  npm run desk -- batch cancel ${id}`,
        `  npm run desk -- batch results ${id} --out results.csv`,
      ].join('\n'),
    )
    return exitCodes.left
  }
  console.log(summarise(ended).join('\n'))
  if (out !== null) await writeResults(id, { path: out, format: formatOf(out), only: 'all' })
  return exitCodeOf(ended)
}

/** Aborted by Ctrl-C; a second one ends the process as ever. */
export function leaveOnInterrupt(): AbortSignal {
  const leaving = new AbortController()
  process.once('SIGINT', () => leaving.abort())
  return leaving.signal
}

async function openInput(path: string) {
  if (path === '-') return { body: process.stdin, declaredBytes: null, name: 'standard input' }
  const found = await stat(path).catch(() => null)
  if (!found?.isFile())
    throw new ProblemError({ kind: 'invalid', message: `There is no file ${path}.`, fields: {} })
  return { body: createReadStream(path), declaredBytes: found.size, name: basename(path) }
}
