import { readFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request as requestHttp } from 'node:http'
import { type ClientHttp2Session, type IncomingHttpHeaders as Http2Headers, connect } from 'node:http2'
import { request as requestHttps } from 'node:https'

export type Question = {
  method: string
  path: string
  headers: Record<string, string>
  body?: string | Uint8Array
}
export type Answer = {
  status: number
  headers: IncomingHttpHeaders | Http2Headers
  bytes: Buffer
  text: string
}

/** One call over HTTP/1.1, on a connection of its own. Rejects when the connection breaks before the end. */
export function send(
  base: string,
  question: Question,
  options: { caFile?: string; signal?: AbortSignal } = {},
): Promise<Answer> {
  const url = new URL(base + question.path)
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const ca = options.caFile === undefined ? {} : { ca: readFileSync(options.caFile) }
  const signal = options.signal === undefined ? {} : { signal: options.signal }
  return new Promise((done, fail) => {
    const { method, headers, body } = question
    const outgoing = request(url, { method, headers, agent: false, ...ca, ...signal }, (response) => {
      const chunks: Uint8Array[] = []
      response.on('data', (chunk: Uint8Array) => chunks.push(chunk))
      response.on('error', fail)
      response.on('end', () => done(toAnswer(response.statusCode ?? 0, response.headers, chunks)))
    })
    outgoing.on('error', fail)
    outgoing.end(body)
  })
}

/** An HTTP/2 connection, for as many calls at once as one likes. */
export function openHttp2(base: string, caFile: string): ClientHttp2Session {
  return connect(base, { ca: readFileSync(caFile) })
}

export function sendHttp2(session: ClientHttp2Session, question: Question): Promise<Answer> {
  return new Promise((done, fail) => {
    const stream = session.request({
      ':method': question.method,
      ':path': question.path,
      ...question.headers,
    })
    const chunks: Uint8Array[] = []
    let status = 0
    let headers: Http2Headers = {}
    stream.on('response', (received) => {
      status = received[':status'] ?? 0
      headers = received
    })
    stream.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    stream.on('error', fail)
    stream.on('end', () => done(toAnswer(status, headers, chunks)))
    stream.end(question.body)
  })
}

function toAnswer(status: number, headers: Answer['headers'], chunks: Uint8Array[]): Answer {
  const bytes = Buffer.concat(chunks)
  return { status, headers, bytes, text: bytes.toString() }
}
