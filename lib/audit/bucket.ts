import { hash } from 'node:crypto'
import { AwsV4Signer } from 'aws4fetch'
import { getEnv } from '#lib/env.ts'

const longestWaitMs = 20_000
const mostBytes = 16 * 1024 * 1024

/** A bucket that speaks Amazon's S3, and the prefix under which the desk keeps its checkpoints there. */
export interface Bucket {
  /** Ends with a slash, or is empty. */
  readonly prefix: string
  /** Sends one signed request about an object, or about the bucket when `key` is empty. Follows no redirect. */
  readonly send: (request: BucketRequest) => Promise<BucketAnswer>
}

export interface BucketRequest {
  readonly method: 'GET' | 'PUT'
  readonly key: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly stopping?: AbortSignal
}

export interface BucketAnswer {
  readonly status: number
  readonly text: string
}

/**
 * The bucket of `s3://BUCKET/PREFIX`, with endpoint, region and credentials from the environment. The bucket stands in
 * the path, which Amazon and everything compatible understands. Its address is the operator's and may be a private one.
 * Throws when there are no credentials.
 */
export function openBucket(url: string): Bucket {
  const { CHECKPOINT_S3_ENDPOINT, CHECKPOINT_S3_REGION: region, ...env } = getEnv()
  const accessKeyId = env.CHECKPOINT_S3_ACCESS_KEY_ID
  const secretAccessKey = env.CHECKPOINT_S3_SECRET_ACCESS_KEY
  const sessionToken = env.CHECKPOINT_S3_SESSION_TOKEN
  const [, name, rest = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(url) ?? []
  if (!name) throw new Error(`${url} is not s3://BUCKET or s3://BUCKET/PREFIX.`)
  if (!accessKeyId || !secretAccessKey)
    throw new Error('CHECKPOINT_S3_ACCESS_KEY_ID and CHECKPOINT_S3_SECRET_ACCESS_KEY must be set.')
  const endpoint = (CHECKPOINT_S3_ENDPOINT ?? `https://s3.${region}.amazonaws.com`).replace(/\/+$/, '')
  return {
    prefix: rest === '' || rest.endsWith('/') ? rest : `${rest}/`,
    send: async ({ method, key, query = {}, headers = {}, body, stopping }) => {
      const search = new URLSearchParams(query).toString().replaceAll('+', '%20')
      const signed = await new AwsV4Signer({
        method,
        url: `${endpoint}/${name}/${key}${search === '' ? '' : `?${search}`}`,
        headers: { ...headers, 'x-amz-content-sha256': hash('sha256', body ?? '') },
        ...(body !== undefined && { body }),
        ...(sessionToken !== undefined && { sessionToken }),
        accessKeyId,
        secretAccessKey,
        region,
        service: 's3',
      }).sign()
      const deadline = AbortSignal.timeout(longestWaitMs)
      const response = await fetch(signed.url, {
        method,
        headers: signed.headers,
        ...(body !== undefined && { body }),
        redirect: 'manual',
        signal: stopping ? AbortSignal.any([stopping, deadline]) : deadline,
      })
      return { status: response.status, text: await readText(response) }
    },
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > mostBytes) throw new Error(`The bucket answers with more than ${mostBytes} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What the bucket says was wrong, without what it repeats of the request. */
export function describeRefusal({ status, text }: BucketAnswer): string {
  const code = /<Code>([\w.]{1,60})<\/Code>/.exec(text)?.[1]
  return `the bucket answered ${status}${code ? ` ${code}` : ''}`
}
