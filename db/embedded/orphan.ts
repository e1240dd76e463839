import type { Cluster } from './cluster.ts'
import { isServerOf, readServerEntry, removeServerEntry } from './pid-file.ts'
import { superviseServer } from './supervision.ts'

/**
 * Makes way for a new server of the cluster: ends one that was left behind when its starter was killed, clears
 * away the entry of one that is gone. Throws when a living process supervises it.
 */
export async function clearOrphan(cluster: Cluster): Promise<void> {
  const entry = readServerEntry(cluster.data)
  if (!entry) return
  if (!isServerOf(cluster.data, entry.pid)) return removeServerEntry(cluster.data)
  if (entry.ready) {
    const url = `postgres://postgres:${cluster.password}@127.0.0.1:${entry.port}/postgres`
    const release = await superviseServer(url).catch(() => 'unreachable' as const)
    if (release === null) throw new Error('The desk of this folder is already running.')
    if (release !== 'unreachable') await release()
  }
  await end(cluster.data, entry.pid)
}

async function end(data: string, pid: number) {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isServerOf(data, pid)) return
    process.kill(pid, signal)
    for (let waited = 0; waited < 10_000 && isServerOf(data, pid); waited += 50)
      await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
