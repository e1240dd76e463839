import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

let current: ChildProcess | null = null

/** Runs a program of node_modules on this Node, its output on ours, and tells whether it ended well. */
export async function runProgram(
  root: string,
  program: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const child = spawn(process.execPath, [join(root, program), ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  })
  current = child
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', resolve)
  })
  current = null
  return code === 0
}

/** Told to stop, it passes that on, waits for what is running and ends. */
export function stopOnSignal(): void {
  const stop = () => {
    if (!current) process.exit(1)
    current.once('exit', () => process.exit(1))
    current.kill('SIGTERM')
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  process.once('disconnect', stop)
  process.channel?.unref()
}
