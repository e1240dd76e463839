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
  readonly cwd: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Its standard output is read by the caller instead. */
  readonly readsOutput?: boolean
}

export interface RunningProcess extends Running {
  readonly output: Readable | null
}

const longestStopMs = 8000
const leaveWithParent = new URL('./leave-with-parent.ts', import.meta.url).href

/** Runs a script on this Node, in a session of its own, so that Ctrl-C reaches us alone and we set the order. */
export function startNodeProcess(settings: NodeProcess): RunningProcess {
  const { args, cwd, environment, log, pidFile, readsOutput } = settings
  const sink = log === null ? 'inherit' : openSync(log, 'a', 0o600)
  const child = spawn(process.execPath, ['--import', leaveWithParent, ...args], {
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
