import { hash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { readAuthorization, signatureOf } from './signature.ts'

/** An object as it was put, with the headers of the request. */
interface KeptObject {
  readonly text: string
  readonly headers: IncomingMessage['headers']
}

interface Answer {
  readonly status: number
  readonly text: string
}

const credentials = { accessKeyId: 'AKIDTEST', secretAccessKey: 'a secret+of/the test' }

/**
 * A bucket with object lock on this machine, which answers as S3 documents it: checks signature, digests and lock of
 * each request, keeps what is locked, and lists three objects a page.
 */
export async function startBucket(bucket: string) {
  const objects = new Map<string, KeptObject>()
  const state = { down: false, losesAnswers: false, ignoresConditions: false, puts: 0 }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const text = Buffer.concat(chunks).toString('utf8')
    const { status, text: said } = state.down ? refuse(503, 'SlowDown') : answer(request, text)
    if (state.losesAnswers && request.method === 'PUT') return request.socket.destroy()
    response.writeHead(status, { 'content-type': 'application/xml' }).end(said)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  function answer(request: IncomingMessage, text: string): Answer {
    const { method = '', url = '', headers } = request
    const claimed = readAuthorization(headers)
    if (claimed.accessKeyId !== credentials.accessKeyId) return refuse(403, 'InvalidAccessKeyId')
    if (signatureOf({ method, target: url, headers }, credentials.secretAccessKey) !== claimed.signature)
      return refuse(403, 'SignatureDoesNotMatch')
    if (headers['x-amz-content-sha256'] !== hash('sha256', text))
      return refuse(400, 'XAmzContentSHA256Mismatch')
    const { pathname, searchParams } = new URL(url, 'http://bucket')
    const key = pathname.slice(`/${bucket}/`.length)
    if (!pathname.startsWith(`/${bucket}/`)) return refuse(404, 'NoSuchBucket')
    if (method === 'PUT') return put(key, text, headers, claimed.signedHeaders)
    if (key === '') return list(searchParams)
    const kept = objects.get(key)
    return kept ? { status: 200, text: kept.text } : refuse(404, 'NoSuchKey')
  }

  function put(
    key: string,
    text: string,
    headers: IncomingMessage['headers'],
    signed: readonly string[],
  ): Answer {
    state.puts += 1
    const until = Date.parse(String(headers['x-amz-object-lock-retain-until-date']))
    const locks =
      /^(COMPLIANCE|GOVERNANCE)$/.test(String(headers['x-amz-object-lock-mode'])) && until > Date.now()
    if (!locks || !signed.includes('x-amz-object-lock-retain-until-date'))
      return refuse(400, 'InvalidRequest')
    // "The Content-MD5 or x-amz-sdk-checksum-algorithm header is required for any request with a retention period."
    if (headers['content-md5'] !== hash('md5', text, 'base64')) return refuse(400, 'InvalidDigest')
    if (objects.has(key))
      return headers['if-none-match'] === '*' && !state.ignoresConditions
        ? refuse(412, 'PreconditionFailed')
        : refuse(403, 'AccessDenied')
    objects.set(key, { text, headers })
    return { status: 200, text: '' }
  }

  function list(search: URLSearchParams): Answer {
    const [prefix, after] = [search.get('prefix') ?? '', search.get('start-after') ?? '']
    const keys = [...objects.keys()].toSorted().filter((key) => key.startsWith(prefix) && key > after)
    const contents = keys.slice(0, 3).map((key) => `<Contents><Key>${key}</Key></Contents>`)
    return { status: 200, text: `<ListBucketResult>${contents.join('')}</ListBucketResult>` }
  }

  return {
    objects,
    state,
    environment: {
      CHECKPOINT_S3_ENDPOINT: `http://127.0.0.1:${port}`,
      CHECKPOINT_S3_REGION: 'eu-test-1',
      CHECKPOINT_S3_ACCESS_KEY_ID: credentials.accessKeyId,
      CHECKPOINT_S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    close: () => server.close(),
  }
}

function refuse(status: number, code: string): Answer {
  return { status, text: `<?xml version="1.0"?><Error><Code>${code}</Code></Error>` }
}
