import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { findReferencedVariable } from '#lib/env.ts'
import { Secret } from '#lib/providers/secret.ts'

export interface ReferenceFault {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/**
 * Replaces every `{ "env": NAME }` and `{ "file": PATH }` in settings by the `Secret` it names. Files are
 * relative to `folder`; one line end at the end of a file is not part of the secret.
 */
export function resolveReferences(
  settings: unknown,
  folder: string,
): { value: unknown; faults: ReferenceFault[] } {
  const faults: ReferenceFault[] = []
  return { value: walk(settings, []), faults }

  function walk(node: unknown, path: readonly PropertyKey[]): unknown {
    if (Array.isArray(node)) return node.map((item, index) => walk(item, [...path, index]))
    if (typeof node !== 'object' || node === null) return node
    const entries = Object.entries(node)
    const [only] = entries
    if (only && entries.length === 1 && typeof only[1] === 'string') {
      if (only[0] === 'env')
        return found(findReferencedVariable(only[1]), path, `the variable ${only[1]} is not set`)
      if (only[0] === 'file')
        return found(
          readSecretFile(resolve(folder, only[1])),
          path,
          `the file ${only[1]} cannot be read or is empty`,
        )
    }
    return Object.fromEntries(entries.map(([name, member]) => [name, walk(member, [...path, name])]))
  }

  function found(value: string | null, path: readonly PropertyKey[], message: string): unknown {
    if (value !== null) return new Secret(value, 'reference')
    faults.push({ path, message })
    return new Secret('missing', 'reference')
  }
}

/** Every secret in validated settings, whatever their shape. */
export function collectSecrets(settings: unknown): readonly Secret[] {
  if (settings instanceof Secret) return [settings]
  if (typeof settings !== 'object' || settings === null) return []
  return Object.values(settings).flatMap(collectSecrets)
}

function readSecretFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '') || null
  } catch {
    return null
  }
}
