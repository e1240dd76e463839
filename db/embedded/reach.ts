import { execFileSync } from 'node:child_process'
import { chmod, mkdir } from 'node:fs/promises'
import type { ServerOwner } from './owner.ts'

/** Where the server's files go when its owner cannot get to where they should be, as in a clone below /root. */
const elsewhere = '/var/lib/statusdesk'

/** Whether the server's owner may run a program, or pass through a directory. */
export function canReach(path: string, owner: ServerOwner): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], {
      ...owner,
      cwd: '/',
      stdio: 'ignore',
    })
    return true
  } catch {
    return false
  }
}

/** A directory of the system's that everybody gets through to. */
export async function makeElsewhere(): Promise<string> {
  await mkdir(elsewhere, { recursive: true })
  await chmod(elsewhere, 0o755)
  return elsewhere
}
