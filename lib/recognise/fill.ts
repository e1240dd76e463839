import type { InputField, QuestionInput } from '#lib/providers/contract.ts'
import { parseInput } from '#lib/providers/input.ts'
import type { FoundRecord } from './extract-json.ts'

/**
 * What a record says of a connection's inputs, by the fields' names and aliases, however they are written
 * (`player_id`, `playerId`, `PlayerID`). Values that a field would refuse are left out.
 */
export function fillInputs(fields: readonly InputField[], record: FoundRecord): QuestionInput {
  const values = new Map(Object.entries(record).map(([name, value]) => [plain(name), value.trim()]))
  const input: Record<string, string> = {}
  for (const field of fields) {
    // A session token of one provider is nobody else's to be sent.
    const names = field.secret ? [field.name] : [field.name, ...(field.aliases ?? [])]
    const value = names
      .map((name) => values.get(plain(name)))
      .find((found) => found !== undefined && found !== '')
    if (value !== undefined && parseInput([field], { [field.name]: value }).ok) input[field.name] = value
  }
  return input
}

/** The required inputs that are still to be given. */
export function missingInputs(fields: readonly InputField[], input: QuestionInput): readonly string[] {
  return fields.filter(({ name, required }) => required && input[name] === undefined).map(({ name }) => name)
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}
