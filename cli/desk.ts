import { isDatabaseAway } from '#db/away.ts'
import { closeSql, getSql } from '#db/client.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { assertMacKey, MacKeyError } from '#lib/audit/check-mac-key.ts'
import { type Command, UsageError } from './command.ts'
import { batch } from './batch.ts'
import { batchResults } from './batch-results.ts'
import { batchSchedule, batchSchedules, batchUnschedule } from './batch-schedule.ts'
import { batchCancel, batchList, batchPause, batchResume, batchRetry, batchShow } from './batch-steer.ts'
import { evidenceRewrap } from './evidence-rewrap.ts'
import { lookup } from './lookup.ts'
import { findDesk } from './running-desk.ts'
import { tokenCreate } from './token-create.ts'
import { tokenList } from './token-list.ts'
import { tokenRevoke } from './token-revoke.ts'
import { userCreate } from './user-create.ts'
import { userLink } from './user-link.ts'
import { userUnlink } from './user-unlink.ts'
import { userList } from './user-list.ts'

const commands: Readonly<Record<string, Command>> = {
  lookup,
  // Before the command that takes a file: the first that fits is meant.
  'batch list': batchList,
  'batch show': batchShow,
  'batch pause': batchPause,
  'batch resume': batchResume,
  'batch cancel': batchCancel,
  'batch retry': batchRetry,
  'batch results': batchResults,
  'batch schedule': batchSchedule,
  'batch schedules': batchSchedules,
  'batch unschedule': batchUnschedule,
  batch,
  'user create': userCreate,
  'user link': userLink,
  'user unlink': userUnlink,
  'user list': userList,
  'token create': tokenCreate,
  'token list': tokenList,
  'token revoke': tokenRevoke,
  'evidence rewrap': evidenceRewrap,
}

/** Exit codes: 0 done, 1 not done, 2 typed wrong; those of batches are theirs. */
process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const names = Object.keys(commands)
  if (args.length === 0 || args.includes('--help')) {
    console.log(help(names))
    return args.length === 0 ? 2 : 0
  }
  const name = names.find((words) => words === args.slice(0, words.split(' ').length).join(' ')) ?? ''
  const command = commands[name]
  if (!command) {
    console.error(`There is no command "${args.slice(0, 2).join(' ')}".\n\n${help(names)}`)
    return 2
  }
  try {
    const run = command.prepare(args.slice(name.split(' ').length))
    await findDesk()
    return (await assertMacKey(getSql()).then(run).finally(closeSql)) ?? 0
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${help([name])}`)
      return 2
    }
    console.error(explain(error))
    return 1
  }
}

function help(names: readonly string[]): string {
  const lines = names.map((name) => `  ${name} ${commands[name]?.usage}\n      ${commands[name]?.summary}`)
  return `npm run desk -- COMMAND\n\n${lines.join('\n')}`
}

function explain(error: unknown): string {
  if (isDatabaseAway(error)) return 'The database cannot be reached. Is the desk running?'
  if (error instanceof ProblemError || error instanceof MacKeyError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
