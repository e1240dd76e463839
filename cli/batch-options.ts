import { parseArgs } from 'node:util'
import { isUuid } from '#lib/time-id.ts'
import { UsageError } from './command.ts'

/** What stood behind a command: what has no name, and `--name value`, each name with all of its values. */
export interface Words {
  readonly plain: readonly string[]
  /** Those that take no value. */
  readonly flags: ReadonlySet<string>
  readonly options: ReadonlyMap<string, readonly string[]>
}

/**
 * Reads the words of a command. Throws a UsageError for options that it has not, for values that are missing, and for
 * what is given twice and may not be.
 */
export function readWords(
  args: readonly string[],
  { plain, options: names = [], several = [], flags = [] }: Grammar,
): Words {
  const known = Object.fromEntries([
    ...names.map((name) => [name, { type: 'string', multiple: true } as const] as const),
    ...flags.map((name) => [name, { type: 'boolean' } as const] as const),
  ])
  const parsed = parseArgs({
    args: [...args],
    options: known,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const faults: string[] = []
  const options = new Map<string, string[]>()
  const raised = new Set<string>()
  for (const token of parsed.tokens) {
    if (token.kind !== 'option') continue
    if (flags.includes(token.name)) raised.add(token.name)
    else if (!names.includes(token.name)) faults.push(`${token.rawName} is not an option of this command.`)
    else if (token.value === undefined) faults.push(`${token.rawName} needs a value.`)
    else options.set(token.name, [...(options.get(token.name) ?? []), token.value])
  }
  for (const [name, values] of options) {
    if (values.length > 1 && !several.includes(name)) faults.push(`--${name} is given twice.`)
  }
  const wanted = plain === null ? 0 : 1
  if (parsed.positionals.length < wanted) faults.push(`${plain} is missing.`)
  for (const word of parsed.positionals.slice(wanted)) faults.push(`"${word}" is not expected here.`)
  if (faults.length > 0) throw new UsageError(faults)
  return { plain: parsed.positionals, options, flags: raised }
}

interface Grammar {
  /** What the one plain word is called; null for a command without. */
  readonly plain: string | null
  readonly options?: readonly string[]
  /** Those of the options that may be given more than once. */
  readonly several?: readonly string[]
  readonly flags?: readonly string[]
}

/** The one value of an option; null without it. */
export function one({ options }: Words, name: string): string | null {
  return options.get(name)?.[0] ?? null
}

/** The plain word as the id of a batch. Throws a UsageError. */
export function idOf({ plain: [id = ''] }: Words): string {
  if (isUuid(id)) return id
  throw new UsageError([`"${id}" is not the id of a batch, a UUID.`])
}

/** The value of an option as one of some words; null without it. Throws a UsageError. */
export function choiceOf<Choice extends string>(
  words: Words,
  name: string,
  choices: readonly Choice[],
): Choice | null {
  const given = one(words, name)
  if (given === null) return null
  const found = choices.find((choice) => choice === given)
  if (found !== undefined) return found
  throw new UsageError([`--${name} must be one of ${choices.join(', ')}.`])
}

/** The value of an option as a whole number from `least` to `most`; null without it. Throws a UsageError. */
export function numberOf(words: Words, name: string, least: number, most: number): number | null {
  const given = one(words, name)
  if (given === null) return null
  const number = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN
  if (number >= least && number <= most) return number
  throw new UsageError([`--${name} must be a whole number from ${least} to ${most}.`])
}
