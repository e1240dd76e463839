import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { getSql } from '#db/client.ts'

/** Worker processes as they run beside the app, on what this process's environment names. `dataDir` holds their keys. */
export function startWorkers(count: number, dataDir: string): readonly ChildProcess[] {
  const env = { ...process.env, DATA_DIR: dataDir }
  return Array.from({ length: count }, () =>
    spawn(process.execPath, ['worker/main.ts'], { env, stdio: ['ignore', 'ignore', 'inherit'] }),
  )
}

/** Ends processes, as `npm start` would or at once. */
export async function endProcesses(
  processes: readonly ChildProcess[],
  signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
): Promise<void> {
  const running = processes.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
  const gone = running.map((child) => once(child, 'exit'))
  for (const child of running) child.kill(signal)
  await Promise.all(gone)
}

/** Resolves when the batches have ended. Throws when that takes longer. */
export async function waitForEnd(batchIds: readonly string[], longestMs: number): Promise<void> {
  const until = performance.now() + longestMs
  while (performance.now() < until) {
    const ended = await Promise.all(batchIds.map(hasEnded))
    if (ended.every(Boolean)) return
    await sleep(100)
  }
  throw new Error('The batches do not end.')
}

async function hasEnded(batchId: string): Promise<boolean> {
  const [row] = await getSql()`select from batch where id = ${batchId} and state = 'finished'`
  return row !== undefined
}
