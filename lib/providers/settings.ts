import { z } from 'zod'
import { Secret } from './secret.ts'

/**
 * Building blocks of a provider's settings schema. Before it is parsed, every `{ "env": … }` or `{ "file": … }`
 * of the connections file has become a `Secret`; the loader collects all secrets of the parsed settings, so
 * that whatever is declared here is masked wherever it turns up.
 */

/** A secret: by reference, or as a plain string (which the loader refuses in production). */
export function secret() {
  return z.union([
    z.instanceof(Secret),
    z
      .string()
      .min(1)
      .transform((value) => new Secret(value, 'plain')),
  ])
}

/** Plain text that may also be given by reference, such as a user name or a brand. */
export function text() {
  return z.union([z.string().min(1), z.instanceof(Secret).transform((value) => value.reveal())])
}

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** Written by an adapter or by the way out; a second one would contradict it. */
const ourHeaders =
  /^(?:host|content-type|content-length|content-encoding|accept|accept-encoding|connection|transfer-encoding|te|trailer|upgrade|expect|keep-alive)$/i

/** Extra headers by name, their values secrets. Refuses names and values that cannot be sent. */
export function secretHeaders() {
  return z
    .record(
      z
        .string()
        .regex(headerName, 'is not a header name')
        .refine((name) => !ourHeaders.test(name), 'is a header that the desk writes itself'),
      headerSecret(),
    )
    .refine(
      (headers) =>
        new Set(Object.keys(headers).map((name) => name.toLowerCase())).size === Object.keys(headers).length,
      'name a header twice',
    )
    .default({})
}

/** Plain text that goes into a request header as it is. */
export function headerText() {
  return text().refine(isHeaderValue, headerProblem)
}

/** A secret that goes into a request header as it is. */
export function headerSecret() {
  return secret().refine((value) => isHeaderValue(value.reveal()), headerProblem)
}

const headerProblem = 'Must be visible ASCII characters, without a space at either end, to go into a header'

function isHeaderValue(value: string): boolean {
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value)
}
