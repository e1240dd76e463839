import type { FoundRecord } from './extract-json.ts'

export interface FoundCall {
  /** Whose path it is. */
  readonly provider: string
  readonly record: FoundRecord
}

/**
 * The calls of known providers among the URLs of a text, such as a cURL line, by the path below the base URL:
 * `/history/transactions/{transactionId}`. A placeholder left as it stands in the documentation gives no value.
 */
export function extractCalls(
  text: string,
  paths: readonly { readonly provider: string; readonly path: string }[],
): readonly FoundCall[] {
  const urls = text.match(/(?:https?:\/\/|BASE_URL|\/)[^\s'"<>]+/g) ?? []
  return urls.flatMap((url) =>
    paths.flatMap(({ provider, path }) => {
      const record = matchPath(url, path)
      return record === null ? [] : [{ provider, record }]
    }),
  )
}

function matchPath(url: string, template: string): FoundRecord | null {
  const [beforeQuery = ''] = url.split(/[?#]/)
  const segments = beforeQuery.split('/')
  const wanted = template.split('/').filter((segment) => segment !== '')
  const last = segments.slice(-wanted.length)
  if (wanted.length === 0 || segments.length < wanted.length) return null
  const record: Record<string, string> = {}
  for (const [index, want] of wanted.entries()) {
    const segment = last[index] ?? ''
    const name = /^\{(.+)\}$/.exec(want)?.[1]
    if (name === undefined) {
      if (segment !== want) return null
    } else if (segment !== '' && !/^\{.*\}$/.test(segment)) {
      record[name] = decode(segment)
    }
  }
  return record
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
