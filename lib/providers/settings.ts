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
