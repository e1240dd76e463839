import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, writeFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type { Running } from './running.ts'

export interface Output {
  /** Where what it says goes; null for where ours goes. */
  readonly log: string | null
  /** Where its number is written. */
  readonly pidFile?: string
}

export interface NodeProcess extends Output {
  readonly args: readonly string[]
  /** A program, with its arguments, that turns into the process: takes rights away from it. */
  readonly launcher?: readonly string[]
  readonly cwd: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Its standard output is read by the caller instead. */
  readonly readsOutput?: boolean
}

export interface RunningProcess extends Running {
  readonly pid: number | undefined
  readonly output: Readable | null
}

const longestStopMs = 8000
const leaveWithParent = new URL('./leave-with-parent.ts', import.meta.url).href

/**
 * Runs a script on this Node, in a session of its own, so that Ctrl-C reaches us alone and we set the order. Another
 * process of the same user cannot make it open itself to a debugger (SIGUSR1), and so read what it holds.
 */
export function startNodeProcess(settings: NodeProcess): RunningProcess {
  const { args, launcher = [], cwd, environment, log, pidFile, readsOutput } = settings
  const command = [...launcher, process.execPath, '--disable-sigusr1', '--import', leaveWithParent, ...args]
  const sink = log === null ? 'inherit' : openSync(log, 'a', 0o600)
  const child = spawn(command[0] ?? process.execPath, command.slice(1), {
    cwd,
    env: { NODE_ENV: 'production', ...environment, STATUSDESK_STARTER: String(process.pid) },
    stdio: ['ignore', readsOutput ? 'pipe' : sink, sink, 'ipc'],
    detached: true,
  })
  if (typeof sink === 'number') closeSync(sink)
  if (pidFile) writeFileSync(pidFile, `${child.pid}\n`)
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`))
  }).finally(() => killGroup(child))
  return {
    pid: child.pid,
    output: child.stdout,
    exited,
    stop: async () => {
      child.kill('SIGTERM')
      const timer = setTimeout(() => killGroup(child), longestStopMs)
      await exited
      clearTimeout(timer)
    },
    kill: () => killGroup(child),
  }
}

/** With the processes that it started. */
function killGroup(child: ChildProcess) {
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // They are gone.
  }
}
