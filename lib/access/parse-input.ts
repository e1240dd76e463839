import type { z } from 'zod'
import { type FieldProblems, ProblemError } from './problem.ts'

/** Input from outside in the shape of a schema. Throws an `invalid` problem with a sentence for each wrong field. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const fields = listFieldProblems(parsed.error)
  const message = Object.entries(fields)
    .map(([name, problem]) => (name === '' ? problem : `${name} ${problem}`))
    .join('; ')
  throw new ProblemError({ kind: 'invalid', message: `${message}.`, fields })
}

function listFieldProblems(error: z.ZodError): FieldProblems {
  const fields = new Map<string, string>()
  for (const { path, message } of error.issues) {
    const name = path.map(String).join('.')
    if (!fields.has(name)) fields.set(name, message)
  }
  return Object.fromEntries(fields)
}
