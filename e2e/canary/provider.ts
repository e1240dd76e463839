import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { canary } from './secrets.ts'

/**
 * All five providers at one address, and the worst of their kind: each reply is a sound answer, and beside that tells
 * everything that it was sent back, in several spellings, and secrets of its own wherever those are known to stand. An
 * id that begins with `html-`, `cut-` or `moved-` gets a fault instead. Checkpoints are refused, with all that too.
 */
export async function startLeakyProvider() {
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It listens nowhere.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request)
  const path = request.url ?? ''
  const told = { ...replyTo(path, body), ...leaks(request, body) }
  const json = JSON.stringify(told)
  response.setHeader('content-type', 'application/json')
  response.setHeader('set-cookie', [`a=${canary('set-cookie-1')}`, `b=${canary('set-cookie-2')}; HttpOnly`])
  response.setHeader('proxy-authenticate', `Basic realm="${canary('proxy')}"`)
  if (/^\/(?:bucket|webhook)/.test(path)) return void response.writeHead(403).end(json)
  if (path.endsWith('/token')) return void response.end(tokens())
  const fault = /(html|cut|moved)-/.exec(path + body)?.[1]
  if (fault === 'html') {
    response.writeHead(500, { 'content-type': 'text/html' })
    return void response.end(`<h1>Failed</h1><script>var state=${json}</script>`)
  }
  if (fault === 'cut') return void response.end(json.slice(0, -30))
  if (fault === 'moved')
    return void response
      .writeHead(302, { location: `/elsewhere?token=${encodeURIComponent(canary('location'))}` })
      .end()
  response.end(json)
}

function replyTo(path: string, body: string): object {
  if (path.startsWith('/fizzy-bubbly/')) {
    const amounts = { amount: 12.5, cashAmount: 12.5, transactionResponseBalance: 87.5 }
    const times = { createTimestamp: 1726668784088, resolveTimestamp: 1726668784999 }
    const kind = { transactionType: 'withdraw', transactionResponseStatus: 'APPLIED', currency: 'EUR' }
    return { ...amounts, ...times, ...kind, transactionId: path.split('/').at(-1), playerId: 'player-1' }
  }
  if (path.startsWith('/gr8-tech/')) {
    const times = { initiatedAt: '2024-09-18T14:13:04.000Z', createdAt: '2024-09-18T14:13:04.088Z' }
    const kind = { status: 'success', currency: 'EUR', type: 'withdrawal' }
    return {
      ...kind,
      ...times,
      id: path.split('/').at(-1),
      balances: {},
      amountBreakdown: { cash: '12.50' },
    }
  }
  const asked = body.startsWith('{') ? JSON.parse(body) : {}
  if (path.startsWith('/fantasy-goal/'))
    return { status: true, code: 1, message: '', request_id: 'r-1', ...asked, balance: 10.5 }
  if (path.startsWith('/fungamess/')) {
    const rows = asked.transactions.map((row: object) => ({
      ...row,
      status: '1',
      statusMessage: 'Success',
    }))
    return { status: true, result: { transactions: rows } }
  }
  return { ...asked, statusCode: 0, timestampMillis: 1712641927000, balance: 10000 }
}

function leaks({ headers, url }: IncomingMessage, body: string): object {
  const secretMembers = {
    token: canary('reply-token'),
    sessionToken: canary('reply-session-token'),
    sessionId: canary('reply-session-id'),
    password: canary('reply-password'),
    access_token: canary('reply-access'),
    refresh_token: canary('reply-refresh'),
    secret: { inside: [canary('reply-secret')] },
  }
  const received = Object.values(headers).flatMap((value) => value ?? [])
  return {
    deep: [{ deeper: { deepest: [secretMembers, JSON.stringify(secretMembers)] } }],
    received: {
      plain: received,
      base64: received.map((value) => Buffer.from(value).toString('base64')),
      urlEncoded: received.map((value) => encodeURIComponent(value)),
      // What a gateway shows of the credentials behind "Basic" or "Bearer".
      decoded: received.map((value) => Buffer.from(value.split(' ').at(-1) ?? '', 'base64').toString('utf8')),
      url,
      body,
    },
  }
}

function tokens(): string {
  return JSON.stringify({
    access_token: canary('issued-access'),
    refresh_token: canary('issued-refresh'),
    token_type: 'Bearer',
    expires_in: 3600,
  })
}
