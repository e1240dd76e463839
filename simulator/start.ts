import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { type Http2ServerRequest, type Http2ServerResponse, createSecureServer } from 'node:http2'
import { once } from 'node:events'
import type { Server } from 'node:net'
import { resolve } from 'node:path'
import { type Connection, type Shared, answerCall, readBody } from './answer.ts'
import { makeCertificate } from './certificate.ts'
import { Connections } from './connections.ts'
import { answerControl } from './control.ts'
import { Gr8Tokens } from './gr8-token.ts'
import { Journal } from './journal.ts'
import { Memory } from './memory.ts'
import { findRoute } from './registry.ts'

const host = '127.0.0.1'
// Node's default of 5 s would close connections that a quiet desk means to use again.
const keepAliveTimeout = 65_000

export type Simulator = { http: string; https: string; caFile: string; close(): Promise<void> }

/** Starts the five providers. Port 0 takes any free one. */
export async function startSimulator(options: {
  port: number
  tlsPort: number
  dataDir: string
  latencyMs: number
}): Promise<Simulator> {
  const { key, cert, ca, caFile } = await makeCertificate(resolve(options.dataDir))
  const shared: Shared = {
    journal: new Journal(),
    memory: new Memory(),
    tokens: new Gr8Tokens(),
    latency: { ms: options.latencyMs },
  }
  const connections = new Connections()
  const plain = createServer({ keepAliveTimeout }, (request, response) => {
    void serve(request, response, connections.find(plain, request, 'http'), shared)
  })
  const secure = createSecureServer({ key, cert: cert + ca, allowHTTP1: true }, (request, response) => {
    void serve(request, response, connections.find(secure, request, 'https'), shared)
  })
  for (const server of [plain, secure]) connections.watch(server)
  const [port, tlsPort] = [await listen(plain, options.port), await listen(secure, options.tlsPort)]
  return {
    http: `http://${host}:${port}`,
    https: `https://${host}:${tlsPort}`,
    caFile,
    close: async () => {
      const closing = [plain, secure].map((server) => new Promise((done) => server.close(done)))
      connections.destroyAll()
      await Promise.all(closing)
    },
  }
}

async function serve(
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
  connection: Connection | null,
  shared: Shared,
): Promise<void> {
  if (!connection) return
  const target = request.url ?? '/'
  const route = findRoute(target)
  try {
    if (route) return await answerCall(route, request, response, connection, shared)
    const answer = target.startsWith('/_simulator/')
      ? answerControl(request.method ?? '', target, (await readBody(request)) ?? new Uint8Array(0), shared)
      : { status: 404, body: { error: 'No provider lives here', see: '/_simulator/scenarios' } }
    response.statusCode = answer.status
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer.body))
  } catch (cause) {
    // The client left while its request was read: nothing to answer, and the journal has it.
    if (!request.destroyed) console.error('simulator:', cause)
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('listening without a port')
  return address.port
}
