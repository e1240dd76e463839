import { mkdtemp, rm } from 'node:fs/promises'
import { createServer as createHttp, type RequestListener } from 'node:http'
import { createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from 'node:http2'
import { createServer as createHttps } from 'node:https'
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '#simulator/certificate.ts'

/** A server on a free port of 127.0.0.1. */
export interface Listening {
  readonly port: number
  readonly origin: string
  /** How many TCP connections were made to it. */
  readonly connections: () => number
  /** How many of them are still open. */
  readonly open: () => number
  readonly close: () => Promise<void>
}

export type Certificate = Awaited<ReturnType<typeof makeCertificate>>

/** A throwaway certificate for localhost and 127.0.0.1, and its own authority. */
export async function issueCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'certificate-'))
  try {
    return await makeCertificate(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Speaks whatever `onSocket` writes. */
export function serveTcp(onSocket: (socket: Socket) => void): Promise<Listening> {
  return listen(createTcp(onSocket), 'http')
}

/** Answers every HTTP/1.1 request, however it is asked, with these bytes. */
export function serveRaw(
  reply: string | Buffer,
  after: (socket: Socket) => void = () => {},
): Promise<Listening> {
  return serveTcp((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write(reply, () => after(socket))
    })
  })
}

export function serveHttp(onRequest: RequestListener): Promise<Listening> {
  return listen(createHttp(onRequest), 'http')
}

/** HTTP/1.1 over TLS. */
export function serveHttps(certificate: Certificate, onRequest: RequestListener): Promise<Listening> {
  return listen(createHttps(certificate, onRequest), 'https')
}

/** HTTP/2 over TLS, and nothing else. */
export function serveHttp2(
  certificate: Certificate,
  onStream: (stream: ServerHttp2Stream) => void,
): Promise<Listening> {
  const server = createSecureServer(certificate)
  server.on('session', (session) => session.on('error', () => {}))
  server.on('stream', (stream: ServerHttp2Stream) => {
    stream.on('error', () => {})
    onStream(stream)
  })
  return listen(server, 'https')
}

async function listen(server: Server | Http2SecureServer, scheme: 'http' | 'https'): Promise<Listening> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = addressOf(server)
  return {
    port,
    origin: `${scheme}://127.0.0.1:${port}`,
    connections: () => connections,
    open: () => sockets.size,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function addressOf(server: Server | Http2SecureServer): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port.')
  return address
}
