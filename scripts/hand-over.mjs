// Runs on the machine's own Node (20 and later): plain JavaScript, only node: modules.
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

/**
 * Runs a script on the Node that package.json pins and ends as it ends. Signals are the script's to handle: it
 * gets those of the terminal itself and the others from here. It notices by the closed channel when we are killed.
 */
export function handOver(root, script, args) {
  const programs = join(root, 'node_modules', '.bin')
  const child = spawn(join(programs, 'node'), ['--disable-sigusr1', join(root, script), ...args], {
    cwd: root,
    // Whatever it runs runs on that Node too, also when npm did not start us.
    env: { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH ?? ''}` },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // As it, this opens itself to no debugger: the app may be of the same user, and must not get what is the worker's.
  process.on('SIGUSR1', () => {})
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`The Node of node_modules cannot be run: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code)
    console.error(`Ended by ${signal}.`)
    process.exit(1)
  })
  leaveWithNpm(child)
}

/** npm killed with -9 passes nothing on: we notice that we have another parent. */
function leaveWithNpm(child) {
  const parent = process.ppid
  if (!process.env.npm_lifecycle_event) return
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 1000).unref()
}
