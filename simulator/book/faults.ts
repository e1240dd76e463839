import { gzipSync } from 'node:zlib'
import { type Call, type Delivery, type Reply, bytesReply, emptyReply } from '#simulator/call.ts'
import { gzipBomb, withField } from '#simulator/fault-bodies.ts'
import type { Recall } from '#simulator/memory.ts'

export type Fault = {
  name: string
  says: string
  /** `ok` is what the provider would have answered. */
  deliver: (ok: Reply, about: { call: Call; recall: Recall; seconds: number }) => Delivery
}

const htmlPage =
  '<!doctype html><html><head><title>Maintenance</title></head><body><h1>Back soon</h1></body></html>'
const secretHeaders = /^(authorization|public-key|signature|x-request-signature|x-api-key|sapi-signature)$/

/** Every one of these can be asked of every provider; a fault of one row of a fungamess call is the whole call's. */
export const faults: readonly Fault[] = [
  // Time
  fault('slowN', 'A sound answer after N seconds (3 when no number is given)', (reply, { seconds }) => ({
    how: 'late',
    reply,
    ms: seconds * 1000,
  })),
  fault('hang', 'Status and headers at once, then nothing, for ever', (reply) => ({ how: 'stalled', reply })),
  fault('headers_hang', 'Accepted and read, and never a first byte', () => ({ how: 'never' })),
  fault('drip', 'A sound answer, one byte every 100 ms', (reply) => ({ how: 'drip', reply, everyMs: 100 })),

  // Broken connections
  fault('reset', 'Connection reset before the answer (over HTTP/2: this stream)', () => ({ how: 'reset' })),
  fault('drop', 'TCP connection reset, with every call on it', () => ({ how: 'drop' })),
  fault('half', 'Half the body under the whole content-length, then closed', (reply) => ({
    how: 'short',
    reply,
  })),
  fault('cut_chunk', 'Body without content-length, cut off in the middle', (reply) => ({
    how: 'cut',
    reply,
  })),

  // HTTP statuses
  refusal(401, 'Refused: not authenticated'),
  refusal(403, 'Refused: not allowed'),
  refusal(404, 'A gateway that knows no such path'),
  refusal(418, 'A status no table names, with a JSON body'),
  refusal(429, 'Too many requests, Retry-After of 1 second', { 'retry-after': '1' }),
  fault('429_date', 'Too many requests, Retry-After as a date 2 seconds ahead', () =>
    whole(problem(429, { 'retry-after': new Date(Date.now() + 2000).toUTCString() })),
  ),
  fault('429_long', 'Too many requests, Retry-After of an hour', () =>
    whole(problem(429, { 'retry-after': '3600' })),
  ),
  fault(
    '429_once',
    'Too many requests the first time (Retry-After 1), then a sound answer',
    (reply, { recall }) => whole(recall.nth === 1 ? problem(429, { 'retry-after': '1' }) : reply),
  ),
  refusal(500, 'Server error with a JSON body of no vendor'),
  fault('502', 'Bad gateway, an HTML page', () => whole(bytesReply(502, 'text/html', Buffer.from(htmlPage)))),
  refusal(503, 'Unavailable'),
  fault('503_once', 'Unavailable the first time, then a sound answer', (reply, { recall }) =>
    whole(recall.nth === 1 ? problem(503) : reply),
  ),
  refusal(504, 'Gateway timeout'),
  fault('redirect', '302 to another host', () =>
    whole({ ...emptyReply(302), headers: { location: 'https://elsewhere.example.test/login' } }),
  ),

  // Bodies that cannot be read
  fault('html', 'An HTML page under status 200', () =>
    whole(bytesReply(200, 'text/html', Buffer.from(htmlPage))),
  ),
  fault('empty', 'Status 200 and no body', () => whole(emptyReply(200))),
  body('null', 'The JSON text null', () => Buffer.from('null')),
  body('list', 'A JSON list where an object is due', (ok) =>
    Buffer.concat([Buffer.from('['), ok, Buffer.from(']')]),
  ),
  body('truncated', 'A JSON text that ends in the middle, under its own length', (ok) =>
    ok.subarray(0, ok.length >> 1),
  ),
  body('trailing', 'A sound JSON text with more text after it', (ok) =>
    Buffer.concat([ok, Buffer.from('\nOK')]),
  ),
  body('bad_utf8', 'Bytes that are not UTF-8 inside a text', (ok) =>
    withField(
      ok,
      Buffer.concat([Buffer.from('"note":"caf'), Buffer.from([0xe9, 0xff, 0xfe]), Buffer.from('"')]),
    ),
  ),
  body('deep', 'A field nested 200 levels deep', (ok) =>
    withField(ok, `"deep":${'['.repeat(200)}${']'.repeat(200)}`),
  ),
  body('huge', 'A sound answer of 5 MB', (ok) => withField(ok, `"pad":"${'A'.repeat(5_000_000)}"`)),

  // Encodings
  encoded('gzip', 'A sound answer in gzip', 'gzip', (ok) => gzipSync(ok)),
  encoded('gzip2', 'A sound answer in two layers of gzip', 'gzip, gzip', (ok) => gzipSync(gzipSync(ok))),
  encoded('gzip_lie', 'Called gzip and is not', 'gzip', (ok) => ok),
  encoded('gzip_cut', 'gzip that ends in the middle', 'gzip', (ok) => gzipSync(ok).subarray(0, 40)),
  encoded('bomb', 'About 204 KB of gzip that decode to 210 MB', 'gzip', () => gzipBomb()),

  // Readable, and a notice is due
  body('bom', 'A byte-order mark before a sound answer', (ok) =>
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), ok]),
  ),
  body('unknown_field', 'A sound answer with a field no page names', (ok) =>
    withField(ok, '"riskScore": {"band": "low", "points": 12.50}'),
  ),
  body('controls', 'A sound answer with NUL, an escape code and a right-to-left override in a text', (ok) =>
    withField(ok, '"remark": "a\\u0000b\\u001b[31mred\\u202egnp.exe <script>alert(1)</script>"'),
  ),
  fault('leak', 'A sound answer that repeats the secrets of the request in a field', (ok, { call }) => {
    const sent = Object.entries(call.headers).filter(([name]) => secretHeaders.test(name))
    return whole({ ...ok, body: withField(ok.body, `"debug": ${JSON.stringify(Object.fromEntries(sent))}`) })
  }),
]

function fault(name: string, says: string, deliver: Fault['deliver']): Fault {
  return { name, says, deliver }
}

function refusal(status: number, says: string, headers: Record<string, string> = {}): Fault {
  return fault(String(status), says, () => whole(problem(status, headers)))
}

function body(name: string, says: string, change: (ok: Uint8Array) => Uint8Array): Fault {
  return fault(name, says, (ok) => whole({ ...ok, body: change(ok.body) }))
}

function encoded(
  name: string,
  says: string,
  encoding: string,
  change: (ok: Uint8Array) => Uint8Array,
): Fault {
  return fault(name, says, (ok) =>
    whole({ ...ok, headers: { ...ok.headers, 'content-encoding': encoding }, body: change(ok.body) }),
  )
}

function whole(reply: Reply): Delivery {
  return { how: 'whole', reply }
}

function problem(status: number, headers: Record<string, string> = {}): Reply {
  const reply = bytesReply(status, 'application/json', Buffer.from(`{"error":"gateway answered ${status}"}`))
  return { ...reply, headers: { ...reply.headers, ...headers } }
}
