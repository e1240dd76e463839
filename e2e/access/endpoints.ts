import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const root = dirname(dirname(import.meta.dirname))

/** A page, a method of a route handler, or a server action: whatever a stranger could send a request to. */
export interface Endpoint {
  readonly kind: 'page' | 'handler' | 'action'
  /** The row of the matrix: file, and what of it. */
  readonly name: string
  /** Where a request goes; parameters are still in brackets. */
  readonly path: string
  readonly method: string
  /** Of an action, as the built app knows it. */
  readonly actionId: string | null
}

/** Everything that the app answers to, from its files and, for actions, from the build. */
export function listEndpoints(): readonly Endpoint[] {
  return [...listPages(), ...listHandlers(), ...listActions()]
}

function listPages(): readonly Endpoint[] {
  return find('app/**/page.tsx').map((file) => ({
    kind: 'page',
    name: file,
    path: pathOf(file),
    method: 'GET',
    actionId: null,
  }))
}

function listHandlers(): readonly Endpoint[] {
  return find('app/**/route.{ts,tsx}').flatMap((file) => {
    const methods = readFileSync(join(root, file), 'utf8').matchAll(
      /export (?:const|async function|function) ([A-Z]+)\b/g,
    )
    return [...methods].map(([, method = '']) => ({
      kind: 'handler' as const,
      name: `${file} ${method}`,
      path: pathOf(file),
      method,
      actionId: null,
    }))
  })
}

const manifest = z.object({
  node: z.record(
    z.string(),
    z.object({
      workers: z.record(z.string(), z.unknown()),
      filename: z.string(),
      exportedName: z.string(),
    }),
  ),
})

/** The build names the exports of every `'use server'` file, wherever it lies, and the pages that it belongs to. */
function listActions(): readonly Endpoint[] {
  const path = join(root, '.next/server/server-reference-manifest.json')
  const { node } = manifest.parse(JSON.parse(readFileSync(path, 'utf8')))
  return Object.entries(node).map(([id, { workers, filename, exportedName }]) => ({
    kind: 'action',
    name: `${filename} ${exportedName}`,
    path: pathOf(Object.keys(workers)[0] ?? ''),
    method: 'POST',
    actionId: id,
  }))
}

/** Server actions as their files say; the build leaves out those that no page uses. */
export function listActionExports(): readonly string[] {
  return find('app/**/actions.ts').flatMap((file) => {
    const exports = readFileSync(join(root, file), 'utf8').matchAll(
      /^export (?:const|async function) (\w+)/gm,
    )
    return [...exports].map(([, name]) => `${file} ${name}`)
  })
}

function find(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root }).toSorted()
}

/** `app/(desk)/lookups/[id]/page` is at `/lookups/[id]`. */
function pathOf(file: string): string {
  const path = file
    .replace(/^app/, '')
    .replace(/\/(?:page|route)(?:\.tsx?)?$/, '')
    .replaceAll(/\/\([^)]+\)/g, '')
  return path === '' ? '/' : path
}
