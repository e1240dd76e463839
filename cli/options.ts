import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { UsageError } from './command.ts'

/**
 * Reads `--name value` and `--name=value` into the shape of a schema, whose members are the options: `expiresAt`
 * is `--expires-at`. Throws a UsageError that names every option that is unknown, repeated, empty or wrong.
 */
export function parseOptions<Schema extends z.ZodObject>(
  args: readonly string[],
  schema: Schema,
): z.output<Schema> {
  const members = new Map(Object.keys(schema.shape).map((member) => [toOption(member), member]))
  const options = Object.fromEntries([...members.keys()].map((name) => [name, { type: 'string' } as const]))
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })

  const faults: string[] = []
  const given = new Map<string, string>()
  for (const token of tokens) {
    if (token.kind === 'positional') faults.push(`"${token.value}" is not expected here.`)
    if (token.kind !== 'option') continue
    const member = members.get(token.name)
    if (member === undefined) faults.push(`${token.rawName} is not an option of this command.`)
    else if (given.has(member)) faults.push(`${token.rawName} is given twice.`)
    else if (token.value === undefined) faults.push(`${token.rawName} needs a value.`)
    given.set(member ?? token.name, token.value ?? '')
  }
  const parsed = schema.safeParse(Object.fromEntries(given))
  for (const { path, message } of parsed.error?.issues ?? []) {
    const member = String(path[0])
    const problem = given.has(member) ? message : 'is missing.'
    const fault = `--${toOption(member)} ${problem}`
    if (given.get(member) !== '') faults.push(fault.endsWith('.') ? fault : `${fault}.`)
  }
  if (faults.length > 0 || !parsed.success) throw new UsageError(faults)
  return parsed.data
}

function toOption(member: string): string {
  return member.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
