import type { Socket } from 'node:net'
import { type Call, type Delivery, type Handled, bytesReply, emptyReply } from './call.ts'
import { deliver } from './deliver.ts'
import type { Ending, Journal } from './journal.ts'
import { type Incoming, Outgoing } from './outgoing.ts'
import { type Route, type State } from './registry.ts'

const longestBody = 10 * 1024 * 1024
const journalledBody = 4096

export type Shared = State & { journal: Journal; latency: { ms: number } }
export type Connection = { id: number; scheme: 'http' | 'https'; tcp: Socket }

/** One vendor call from its first byte to its last, journalled. */
export async function answerCall(
  route: Route,
  request: Incoming,
  response: ConstructorParameters<typeof Outgoing>[0],
  connection: Connection,
  shared: Shared,
): Promise<void> {
  const target = request.url ?? '/'
  const entry = shared.journal.open(route.key, {
    provider: route.provider,
    method: request.method ?? '',
    path: target,
    httpVersion: request.httpVersion === '2.0' ? '2' : request.httpVersion,
    socket: connection.id,
  })
  let spoilt: Delivery['how'] | null = null
  const outgoing = new Outgoing(response, connection.tcp, {
    lastByte: () => shared.journal.settle(route.key, entry),
    closed: (finished) => shared.journal.close(route.key, entry, endingOf(spoilt, finished)),
  })
  const body = await readBody(request)
  if (body === null) return outgoing.whole({ ...emptyReply(413), headers: { connection: 'close' } })

  const headers = plainHeaders(request)
  const url = `${connection.scheme}://${headers[':authority'] ?? headers['host'] ?? ''}${target}`
  const call: Call = { method: entry.method, path: target.slice(route.base.length), url, headers, body }
  const { delivery, ...asked } = answerSafely(() => route.answer(call, shared))
  Object.assign(entry, asked, {
    status: 'reply' in delivery ? delivery.reply.status : null,
    fault: delivery.how === 'whole' ? null : delivery.how,
    requestBody: Buffer.from(body.subarray(0, journalledBody)).toString(),
  })
  await outgoing.wait(shared.latency.ms)
  if (outgoing.closed) return
  spoilt = delivery.how
  await deliver(delivery, outgoing)
}

function endingOf(spoilt: Delivery['how'] | null, finished: boolean): Ending {
  const brokenHere = spoilt === 'short' || spoilt === 'cut' || spoilt === 'reset' || spoilt === 'drop'
  if (brokenHere) return 'broken_off'
  return finished ? 'answered' : 'client_left'
}

function answerSafely(answer: () => Handled): Handled {
  try {
    return answer()
  } catch (cause) {
    console.error('simulator:', cause)
    const reply = bytesReply(500, 'text/plain', Buffer.from('The simulator itself failed.\n'))
    return {
      authenticated: false,
      transactionIds: [],
      scenario: 'simulator_defect',
      delivery: { how: 'whole', reply },
    }
  }
}

/** Null when it is longer than any vendor would read. */
export async function readBody(request: Incoming): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > longestBody) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function plainHeaders(request: Incoming): Call['headers'] {
  const plain: Call['headers'] = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return plain
}
