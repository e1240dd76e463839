import { endSchedule, listSchedules, scheduleBatch } from '#lib/batches/schedule.ts'
import { closeConnections } from '#lib/connections/open.ts'
import { idOf, numberOf, one, readWords } from './batch-options.ts'
import { type Command, UsageError } from './command.ts'
import { getOperator } from './operator.ts'

export const batchSchedule: Command = {
  usage: 'ID --every HOURS --reason TEXT',
  summary: 'Has the list of a batch asked again every so many hours, until all of its rows are final.',
  prepare: (args) => {
    const words = readWords(args, { plain: 'ID', options: ['every', 'reason'] })
    const batchId = idOf(words)
    const everyHours = numberOf(words, 'every', 1, 168)
    const reason = one(words, 'reason')
    if (everyHours === null || reason === null) throw new UsageError(['--every and --reason are needed.'])
    return async () => {
      const { id, nextAt } = await scheduleBatch(getOperator(), { batchId, everyHours, reason }).finally(
        closeConnections,
      )
      console.log(`Schedule ${id} runs next at ${nextAt}.`)
    }
  },
}

export const batchSchedules: Command = {
  usage: '',
  summary: 'Lists the schedules, the newest first.',
  prepare: (args) => {
    readWords(args, { plain: null })
    return async () => {
      for (const { id, everyHours, runs, nextAt, endedWhy, batchName } of await listSchedules(getOperator()))
        console.log([id, `every ${everyHours} h`, `${runs} runs`, nextAt ?? endedWhy, batchName].join('\t'))
    }
  },
}

export const batchUnschedule: Command = {
  usage: 'ID',
  summary: 'Ends a schedule; a run of it that has begun goes on.',
  prepare: (args) => {
    const id = idOf(readWords(args, { plain: 'ID' }))
    return async () => {
      await endSchedule(getOperator(), id)
      console.log(`Schedule ${id} has ended.`)
    }
  },
}
