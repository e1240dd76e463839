import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What a running server says of itself in postmaster.pid. */
export interface ServerEntry {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

/** The entry of a cluster, which may be left over from a server that is gone; null when there is none. */
export function readServerEntry(data: string): ServerEntry | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 0) return null
    return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return null
  }
}

/** Whether that process lives and is a server of this cluster: its number may have gone to another program. */
export function isServerOf(data: string, pid: number): boolean {
  return readCommandLine(pid)?.includes(data) === true
}

/** Removes the entry of a server that is gone, which would keep the next from starting if its number was reused. */
export function removeServerEntry(data: string): void {
  rmSync(join(data, 'postmaster.pid'), { force: true })
}

function readCommandLine(pid: number): string | null {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return null
  }
}
