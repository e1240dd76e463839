import { deriveKey } from '#lib/access/keys.ts'
import { decrypt, encrypt } from '#lib/evidence/cipher.ts'
import { maskValue } from '#lib/http/mask.ts'
import type { Adapter, QuestionInput } from '#lib/providers/contract.ts'

/** Secret values of a row: of cells by their column, of inputs by their name. */
export interface RowSecrets {
  readonly cells: Readonly<Record<string, string>>
  readonly inputs: Readonly<Record<string, string>>
}

/** What a row is kept as. */
export interface ClosedRow {
  readonly cells: readonly string[]
  readonly input: Readonly<Record<string, string>> | null
  /** Null without a secret. */
  readonly secrets: Buffer | null
}

interface OpenRow {
  readonly batchId: string
  readonly ordinal: number
  readonly cells: readonly string[]
  readonly input: Readonly<Record<string, string>> | null
  readonly adapter: Adapter | null
  readonly secretColumns: ReadonlySet<number>
}

/**
 * Puts marks in the place of secret cells and inputs, and encrypts what they hold under a key that the database never
 * sees, for that row alone. The same secrets have the same marks, so that duplicates are found.
 */
export function closeRow({ batchId, ordinal, cells, input, adapter, secretColumns }: OpenRow): ClosedRow {
  const hiddenCells = cells.flatMap((cell, at) =>
    secretColumns.has(at) && cell !== '' ? [[String(at), cell]] : [],
  )
  const hiddenInputs = Object.entries(input ?? {}).filter(([name]) => isSecret(adapter, name))
  if (hiddenCells.length + hiddenInputs.length === 0) return { cells, input, secrets: null }
  const secrets: RowSecrets = {
    cells: Object.fromEntries(hiddenCells),
    inputs: Object.fromEntries(hiddenInputs),
  }
  const mask = (value: string) => maskValue(deriveKey('mask'), value)
  return {
    cells: cells.map((cell, at) => (secretColumns.has(at) && cell !== '' ? mask(cell) : cell)),
    input:
      input &&
      Object.fromEntries(
        Object.entries(input).map(([name, value]) => [name, isSecret(adapter, name) ? mask(value) : value]),
      ),
    secrets: encrypt(deriveKey('batch'), Buffer.from(JSON.stringify(secrets)), bindingOf(batchId, ordinal)),
  }
}

/** The secrets of a row again; null where they are not those of that row, or were encrypted under another key. */
export function openSecrets(batchId: string, ordinal: number, secrets: Uint8Array): RowSecrets | null {
  const plain = decrypt(deriveKey('batch'), secrets, bindingOf(batchId, ordinal))
  return plain && parseSecrets(plain.toString())
}

/**
 * The input of a row as it is to be asked, its marks replaced by what they stand for. Null where a secret cannot be had
 * any more: such a row must not be asked, since the mark itself would be sent.
 */
export function openInput(batchId: string, { ordinal, input, secrets }: StoredInput): QuestionInput | null {
  const opened = secrets && openSecrets(batchId, ordinal, secrets)
  const clear = { ...input, ...opened?.inputs }
  return Object.values(clear).some((value) => /^\[masked:[0-9a-f]{8}\]$/.test(value)) ? null : clear
}

interface StoredInput {
  readonly ordinal: number
  readonly input: QuestionInput
  readonly secrets: Uint8Array | null
}

function isSecret(adapter: Adapter | null, name: string): boolean {
  return adapter?.inputs.some((field) => field.name === name && field.secret) ?? false
}

function bindingOf(batchId: string, ordinal: number): string {
  return JSON.stringify(['batch row', batchId, ordinal])
}

// Only closeRow writes it, and the cipher vouches for every byte.
function parseSecrets(text: string): RowSecrets {
  return JSON.parse(text) as RowSecrets
}
