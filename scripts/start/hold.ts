import { readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Takes a data directory for this process, until the function that it gives is called or the process ends. Throws
 * when a living process has it: two desks would take each other's logs and make each other's database.
 */
export async function holdDataDir(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'desk.pid')
  const mine = describeProcess(process.pid)
  for (;;) {
    try {
      await writeFile(file, mine, { flag: 'wx' })
      return () => rm(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = await readFile(file, 'utf8').catch(() => '')
    const pid = Number.parseInt(holder, 10)
    // An empty file is one that its holder is about to write.
    if (holder === '' || describeProcess(pid) === holder)
      throw new Error(`A desk is already running or starting in ${dataDir}${pid ? ` (process ${pid})` : ''}.`)
    await rm(file, { force: true })
  }
}

/** A process by its number and, where the system tells, its start: the number alone is used again. Empty when it is gone. */
function describeProcess(pid: number): string {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return ''
  }
  return `${pid} ${readStart(pid)}\n`
}

function readStart(pid: number): string {
  try {
    // Field 22 of proc_pid_stat(5); the second field is in parentheses and may hold spaces.
    return (
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[19] ?? ''
    )
  } catch {
    return ''
  }
}
