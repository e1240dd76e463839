import { Mask, maskValue } from '#lib/http/mask.ts'

export const key = Buffer.from('a key for tests')
/** What stands where a value was. */
export const mark = (value: string) => maskValue(key, value)
export const bytes = (text: string) => Buffer.from(text, 'utf8')

/** A body as it is kept, by a mask that knows some secrets. */
export function maskBody(body: string | Uint8Array, secrets: readonly string[] = [], options = {}): string {
  const mask = new Mask(key, []).knowing(secrets)
  const given = typeof body === 'string' ? bytes(body) : body
  return Buffer.from(mask.body(given, { form: false, whole: true, ...options })).toString('utf8')
}
