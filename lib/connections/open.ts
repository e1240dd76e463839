import { getSql } from '#db/client.ts'
import { deriveKey } from '#lib/access/keys.ts'
import { getEnv } from '#lib/env.ts'
import { openWayOut, type WayOut } from '#lib/http/way-out.ts'
import { once } from '#lib/once.ts'
import { openGate } from './gate.ts'
import { type Connection, loadConnections } from './load.ts'
import { Turns } from './turns.ts'

/** A connection with what this process holds for it. */
export interface OpenConnection extends Connection {
  readonly wayOut: WayOut
  readonly turns: Turns
  /** What its adapter remembers between calls. */
  readonly memory: Map<string, unknown>
}

export interface OpenConnections {
  readonly byId: ReadonlyMap<string, OpenConnection>
  /** SHA-256, hex, of the file. */
  readonly sha256: string
}

/** The connections of CONNECTIONS_FILE, opened once in this process. Throws, naming every fault, when it is wrong. */
export const getConnections = () => once('connections', openConnections)

/** Ends what is under way as cancelled and closes the sockets of every connection. */
export async function closeConnections(): Promise<void> {
  await Promise.all([...getConnections().byId.values()].map(({ wayOut }) => wayOut.close()))
}

function openConnections(): OpenConnections {
  const file = getEnv().CONNECTIONS_FILE
  if (!file) throw new Error('CONNECTIONS_FILE is not set.')
  const loaded = loadConnections(file)
  if (!loaded.ok)
    throw new Error(
      `The connections file is wrong:\n${loaded.faults.map((fault) => `  ${fault}`).join('\n')}`,
    )
  const gate = openGate(getSql())
  const maskKey = deriveKey('mask')
  const open = loaded.connections.map((connection): [string, OpenConnection] => [
    connection.id,
    {
      ...connection,
      wayOut: openWayOut(connection.target, { gate, maskKey, secrets: connection.secrets }),
      turns: new Turns(connection.target.limits.concurrency),
      memory: new Map(),
    },
  ])
  return { byId: new Map(open), sha256: loaded.sha256 }
}
