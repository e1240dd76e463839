import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'

interface State {
  mode: 'up' | 'down' | 'hangs' | 'redirects'
  asked: number
  /** Requests to where it redirects. */
  elsewhere: number
}

/** A receiver of checkpoints on this machine, which takes only what is signed with the shared secret. */
export async function startWebhook(secret: string) {
  const notes: string[] = []
  const state: State = { mode: 'up', asked: 0, elsewhere: 0 }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const note = Buffer.concat(chunks).toString('utf8')
    if (request.url === '/elsewhere') state.elsewhere += 1
    state.asked += 1
    const [, seconds, code] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['statusdesk-signature'])) ?? []
    const expected = createHmac('sha256', secret).update(`${seconds}.${note}`).digest('hex')
    if (state.mode === 'hangs') return
    if (state.mode === 'redirects') return response.writeHead(307, { location: '/elsewhere' }).end()
    if (state.mode === 'down') return response.writeHead(503).end()
    if (code !== expected || Math.abs(Date.now() / 1000 - Number(seconds)) > 60)
      return response.writeHead(401).end()
    notes.push(note)
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { notes, state, url: `http://127.0.0.1:${port}/checkpoints?key=in-the-address`, close }
}
