import { ProblemError } from '#lib/access/problem.ts'
import { cancelBatch } from '#lib/batches/cancel.ts'
import { listBatches } from '#lib/batches/list.ts'
import { pauseBatch } from '#lib/batches/pause.ts'
import { resumeBatch } from '#lib/batches/resume.ts'
import { retryBatch } from '#lib/batches/retry.ts'
import { batchStates, findBatch } from '#lib/batches/view.ts'
import { follow, leaveOnInterrupt } from './batch.ts'
import { choiceOf, idOf, readWords } from './batch-options.ts'
import { exitCodeOf, hasEnded, summarise } from './batch-progress.ts'
import type { Command } from './command.ts'
import { getOperator } from './operator.ts'

const listed = 50

export const batchList: Command = {
  usage: `[--state ${batchStates.join('|')}]`,
  summary: `Lists the newest ${listed} batches.`,
  prepare: (args) => {
    const state = choiceOf(readWords(args, { plain: null, options: ['state'] }), 'state', batchStates)
    return async () => {
      const { data } = await listBatches(getOperator(), state === null ? {} : { state }, listed)
      for (const { id, state: now, done, toAsk, faults, name } of data)
        console.log([id, now, `${done}/${toAsk}`, `${faults} faults`, name].join('\t'))
    }
  },
}

export const batchShow: Command = {
  usage: 'ID [--follow]',
  summary: 'Shows how far a batch is, or follows it to its end, with the exit codes of batch.',
  prepare: (args) => {
    const words = readWords(args, { plain: 'ID', flags: ['follow'] })
    const id = idOf(words)
    return async () => (words.flags.has('follow') ? follow(id, leaveOnInterrupt()) : show(id))
  },
}

export const batchPause = steer('Asks nothing more until it is resumed.', pauseBatch)
export const batchResume = steer('Goes on where it was paused.', resumeBatch)
export const batchCancel = steer('Ends it: what waits is never asked.', cancelBatch)

const retried = ['faults', 'pendings'] as const

export const batchRetry: Command = {
  usage: `ID [--what ${retried.join('|')}]`,
  summary: 'Asks again what has no answer, or what may still change.',
  prepare: (args) => {
    const words = readWords(args, { plain: 'ID', options: ['what'] })
    const id = idOf(words)
    const what = choiceOf(words, 'what', retried) ?? 'faults'
    return async () => {
      const { rows } = await retryBatch(getOperator(), { batchId: id, what })
      console.error(`${rows.toLocaleString('en')} rows are asked again.`)
      await show(id)
    }
  },
}

function steer(
  summary: string,
  run: (actor: ReturnType<typeof getOperator>, given: { batchId: string }) => Promise<void>,
): Command {
  return {
    usage: 'ID',
    summary,
    prepare: (args) => {
      const id = idOf(readWords(args, { plain: 'ID' }))
      return async () => {
        await run(getOperator(), { batchId: id })
        await show(id)
      }
    },
  }
}

async function show(id: string): Promise<number> {
  const batch = await findBatch(getOperator(), id)
  if (!batch) throw new ProblemError({ kind: 'not_found', message: 'There is no such batch.' })
  console.log(summarise(batch).join('\n'))
  return hasEnded(batch) ? exitCodeOf(batch) : 0
}
