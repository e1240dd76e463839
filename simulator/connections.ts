import type { Server, Socket } from 'node:net'
import type { Connection } from './answer.ts'
import type { Incoming } from './outgoing.ts'

/** Every open TCP connection, numbered, found again from a request by the client's port. */
export class Connections {
  readonly #open = new Map<Server, Map<number, { id: number; tcp: Socket }>>()
  #next = 1

  watch(server: Server): void {
    const open = new Map<number, { id: number; tcp: Socket }>()
    this.#open.set(server, open)
    server.on('connection', (tcp: Socket) => {
      const port = tcp.remotePort ?? 0
      const connection = { id: this.#next, tcp }
      this.#next += 1
      open.set(port, connection)
      tcp.on('error', () => undefined)
      tcp.once('close', () => {
        if (open.get(port) === connection) open.delete(port)
      })
    })
    // A client that breaks a handshake or a session off is what the fault book is for.
    server.on('tlsClientError', () => undefined)
    server.on('sessionError', () => undefined)
  }

  /** Null when the connection closed before its request was seen. */
  find(server: Server, request: Incoming, scheme: Connection['scheme']): Connection | null {
    const connection = this.#open.get(server)?.get(request.socket?.remotePort ?? 0)
    return connection ? { ...connection, scheme } : null
  }

  destroyAll(): void {
    for (const open of this.#open.values()) for (const { tcp } of open.values()) tcp.destroy()
  }
}
