import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { endedEarly, type RunResult, runResult } from './run-result.ts'

/** The verifier in a process of its own. */
export interface VerifierProcess {
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<RunResult>
  /** Sealed events gone through so far. */
  done(): number
  cancel(): void
}

/**
 * Runs the very program of `npm run audit:verify`, so that pages are answered meanwhile and the result is the
 * command's. It has the environment of this process.
 */
export function startVerifierProcess(): VerifierProcess {
  const startedAt = performance.now()
  const passedMs = () => performance.now() - startedAt
  // By the channel it notices when this process is gone, and ends too.
  // A small nursery: what was read is let go sooner, and the process needs two thirds of the memory.
  const child = spawn(process.execPath, ['--max-semi-space-size=4', program, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let done = 0
  let result: RunResult | null = null
  let words = ''
  let cancelled = false
  child.stderr?.on('data', (piece: Buffer) => (words = `${words}${piece}`.slice(-2000)))
  const lines = child.stdout && createInterface({ input: child.stdout })
  lines?.on('line', (line) => {
    const said = parseLine(line)
    if (said?.done !== undefined) done = said.done
    if (said?.verification !== undefined) result = said.verification
  })
  const ended = new Promise<RunResult>((resolve) => {
    child.on('error', (error) =>
      resolve(endedEarly('unchecked', `The verifier could not be started: ${error.message}.`, passedMs())),
    )
    child.on('close', (code, signal) => {
      if (cancelled && result === null) return resolve(endedEarly('cancelled', null, passedMs()))
      const last = words.trim().split('\n').at(-1) ?? ''
      const how = `The verifier ended by ${signal ?? `exit code ${code}`} without a result. ${last}`.trim()
      resolve(result ?? endedEarly('unchecked', how, passedMs()))
    })
  })
  return {
    ended,
    done: () => done,
    cancel: () => {
      cancelled = true
      child.kill('SIGTERM')
    },
  }
}

/** Relative: the processes of the desk run in its folder. */
const program = 'cli/audit-verify.ts'

const saidLine = z.object({ done: z.number().optional(), verification: runResult.optional() })

function parseLine(line: string): z.output<typeof saidLine> | null {
  try {
    return saidLine.parse(JSON.parse(line))
  } catch {
    return null
  }
}
