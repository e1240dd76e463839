import { lstatSync, readlinkSync, existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { ServerOwner } from './owner.ts'
import { canReach, makeElsewhere } from './reach.ts'

/**
 * The real directory behind `directory`, made when missing and belonging to the server's owner. Where the owner
 * cannot get through to it, `directory` is a link to one outside that can be reached.
 */
export async function prepareHome(directory: string, owner: ServerOwner): Promise<string> {
  const wanted = resolve(directory)
  await mkdir(dirname(wanted), { recursive: true })
  if (isDangling(wanted)) {
    throw new Error(
      `The database that ${wanted} links to, ${readlinkSync(wanted)}, is gone. Put it back, or delete the link to begin anew.`,
    )
  }
  if (existsSync(wanted)) return realpath(wanted)
  if (canReach(dirname(wanted), owner)) {
    await mkdir(wanted)
    await give(wanted, owner)
    return realpath(wanted)
  }
  const outside = await mkdtemp(join(await makeElsewhere(), 'cluster-'))
  await give(outside, owner)
  await symlink(outside, wanted)
  return outside
}

/** Deletes a cluster's directory, and what it links to. */
export async function removeHome(directory: string): Promise<void> {
  if (existsSync(directory)) await rm(await realpath(directory), { recursive: true, force: true })
  await rm(directory, { recursive: true, force: true })
}

async function give(directory: string, owner: ServerOwner) {
  await chmod(directory, 0o700)
  if (owner) await chown(directory, owner.uid, owner.gid)
}

function isDangling(path: string): boolean {
  const link = lstatSync(path, { throwIfNoEntry: false })
  return link?.isSymbolicLink() === true && !existsSync(resolve(dirname(path), readlinkSync(path)))
}
