import { parseJson } from '#lib/json/parse.ts'
import type { JsonValue } from '#lib/json/value.ts'

/** A thousand questions with every input fit well below. */
export const largestBodyBytes = 768 * 1024

export type ReadBody =
  | { readonly ok: true; readonly value: JsonValue; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly message: string }

/** Reads a request's JSON, numbers as their digits. Stops reading at the size limit, whatever the headers say. */
export async function readBody(request: Request): Promise<ReadBody> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    return { ok: false, status: 415, message: 'The body must be application/json.' }
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const part of request.body ?? []) {
    length += part.byteLength
    if (length > largestBodyBytes) {
      return { ok: false, status: 413, message: `The body is larger than ${largestBodyBytes} bytes.` }
    }
    chunks.push(part)
  }
  const bytes = Buffer.concat(chunks)
  const parsed = parseJson(bytes)
  if (!parsed.ok) return { ok: false, status: 400, message: parsed.problem }
  return { ok: true, value: parsed.value, bytes }
}
