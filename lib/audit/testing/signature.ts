import { createHmac, hash } from 'node:crypto'

/** A request as it reached a server. */
export interface ReceivedRequest {
  readonly method: string
  /** Path and query as they stood in the request line. */
  readonly target: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/**
 * The signature that a request of this content has to carry (AWS Signature Version 4, as the S3 documentation tells it:
 * "Authenticating Requests: Using the Authorization Header"). Written from there and not from the signing library.
 */
export function signatureOf({ method, target, headers }: ReceivedRequest, secret: string): string {
  const { scope, signedHeaders } = readAuthorization(headers)
  const [path = '', search = ''] = target.split('?')
  const query = search
    .split('&')
    .filter(Boolean)
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .toSorted()
    .join('&')
  const lines = signedHeaders.map(
    (name) => `${name}:${String(headers[name]).trim().replaceAll(/ +/g, ' ')}\n`,
  )
  const request = [
    method,
    path,
    query,
    lines.join(''),
    signedHeaders.join(';'),
    String(headers['x-amz-content-sha256']),
  ].join('\n')
  const text = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope.join('/'), hash('sha256', request)]
  const key = scope.reduce<Buffer | string>(
    (made, part) => createHmac('sha256', made).update(part).digest(),
    `AWS4${secret}`,
  )
  return createHmac('sha256', key).update(text.join('\n')).digest('hex')
}

/** What a request says of its signature. */
export function readAuthorization(headers: ReceivedRequest['headers']) {
  const [, accessKeyId = '', scope = '', signed = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      String(headers['authorization']),
    ) ?? []
  return { accessKeyId, scope: scope.split('/'), signedHeaders: signed.split(';'), signature }
}
