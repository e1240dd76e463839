import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import type { Role } from '#lib/access/roles.ts'
import { closeConnections } from '#lib/connections/open.ts'
import { demoConnections } from '#simulator/credentials.ts'
import { startSimulator } from '#simulator/start.ts'

/** Limits of single connections that differ from the defaults, by connection. */
export type LimitsByConnection = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Starts the simulator and points this process's connections at it. */
export async function openTestDesk(limits: LimitsByConnection = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'statusdesk-lookups-'))
  const simulator = await startSimulator({ port: 0, tlsPort: 0, dataDir: directory, latencyMs: 0 })
  const { connections } = demoConnections(simulator)
  const file = join(directory, 'connections.json')
  writeFileSync(
    file,
    JSON.stringify({ connections: connections.map((entry) => ({ ...entry, limits: limits[entry.id] })) }),
  )
  process.env['CONNECTIONS_FILE'] = file
  process.env['STATUSDESK_SECRET'] = 'a secret of tests that is long enough'
  process.env['LOG_LEVEL'] = 'silent'
  return {
    simulator,
    file,
    /** The calls that reached the simulator since it started. */
    calls: async () => {
      const answer = await fetch(`${simulator.http}/_simulator/calls`)
      return (await answer.json()).calls
    },
    close: async () => {
      await closeConnections()
      await simulator.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Somebody with a role. */
export function actorOf(role: Role, id = `test-${role}`): Actor {
  return {
    kind: 'user',
    id,
    name: id,
    role,
    sessionHash: 'f'.repeat(64),
    tokenId: null,
    ip: null,
    userAgentHash: null,
    requestId: null,
  }
}

/** The kinds of the events recorded about a look-up, in order. */
export async function eventKinds(lookupId: string): Promise<readonly string[]> {
  const rows = await getSql()<{ kind: string }[]>`
    select kind from audit.event where lookup_id = ${lookupId} order by id`
  return rows.map(({ kind }) => kind)
}
