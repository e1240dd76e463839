import type { InputField, QuestionInput } from '#lib/providers/contract.ts'
import { parseInput } from '#lib/providers/input.ts'
import type { FoundRecord } from './extract-json.ts'

/** A longer value is no input of anybody's, and not worth sending back to the browser for each connection. */
const longestKept = 1_000

/**
 * What a record says of a connection's inputs, by the fields' names and aliases, however they are written
 * (`player_id`, `playerId`, `PlayerID`), whether or not the field takes it.
 */
export function matchInputs(fields: readonly InputField[], record: FoundRecord): QuestionInput {
  const values = new Map(Object.entries(record).map(([name, value]) => [plain(name), value.trim()]))
  const input: Record<string, string> = {}
  for (const field of fields) {
    // A session token of one provider is nobody else's to be sent.
    const names = field.secret ? [field.name] : [field.name, ...(field.aliases ?? [])]
    const value = names.map((name) => values.get(plain(name))).find((found) => found)
    if (value !== undefined && value.length <= longestKept) input[field.name] = value
  }
  return input
}

/** As `matchInputs`, without the values that a field would refuse. */
export function fillInputs(fields: readonly InputField[], record: FoundRecord): QuestionInput {
  const matched = Object.entries(matchInputs(fields, record))
  const sound = matched.filter(([name, value]) => !refusedOrMissing(fields, { [name]: value }).includes(name))
  return Object.fromEntries(sound)
}

/** The inputs that are still to be given or put right. */
export function refusedOrMissing(fields: readonly InputField[], input: QuestionInput): readonly string[] {
  const parsed = parseInput(fields, input)
  return parsed.ok ? [] : [...new Set(parsed.issues.map(({ field }) => field))]
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}
