import type { ExchangeEvidence } from './evidence.ts'

/** Set by curl itself, and wrong once the masks in a body are replaced. */
const leftOut = new Set(['host', 'content-length', 'connection'])

/** The request as a command line for a POSIX shell, masks left in. */
export function formatCurl(
  exchange: Pick<ExchangeEvidence, 'method' | 'url' | 'httpVersion' | 'requestHeaders'>,
  body: string | null,
): string {
  const parts = [
    `curl --request ${exchange.method} ${quote(exchange.url)}`,
    ...(exchange.httpVersion === '2' ? ['--http2'] : []),
    ...exchange.requestHeaders
      .filter(([name]) => !leftOut.has(name.toLowerCase()))
      .map(([name, value]) => `--header ${quote(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`--data-raw ${quote(body)}`]),
  ]
  return parts.join(' \\\n  ')
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
