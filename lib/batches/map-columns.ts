import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { findList } from './intake-store.ts'
import type { BatchMapping } from './mapping.ts'
import { remapBatch } from './remap.ts'

/** That a column is an input of a connection, by their names. */
export interface NamedColumn {
  readonly column: string
  readonly input: string
}

/** Reads `HEADER=INPUT`; null when it is not that. A header may hold an equals sign, an input has none. */
export function parseNamedColumn(text: string): NamedColumn | null {
  const at = text.lastIndexOf('=')
  return at < 1 || at === text.length - 1 ? null : { column: text.slice(0, at), input: text.slice(at + 1) }
}

/**
 * Gives some columns of a batch that was not started their meaning by name, for all connections that have such an
 * input; the others keep theirs. Throws what `remapBatch` throws, and `invalid` for a column that there is not.
 */
export async function mapColumns(
  actor: Actor,
  batchId: string,
  named: readonly NamedColumn[],
): Promise<void> {
  const list = await findList(batchId)
  if (!list?.mapping) throw new ProblemError({ kind: 'not_found', message: 'There is no such batch.' })
  const { columns, mapping } = list
  const sources = named.map(({ column, input }) => {
    const at = columns.indexOf(column)
    if (at === -1) {
      const message = `There is no column “${column}”; there are ${columns.join(', ')}.`
      throw new ProblemError({ kind: 'invalid', message, fields: { column: message } })
    }
    return [input, { column: at }] as const
  })
  await remapBatch(actor, batchId, withSources(mapping, sources))
}

type Sources = readonly (readonly [input: string, source: { readonly column: number }])[]

function withSources(mapping: BatchMapping, sources: Sources): BatchMapping {
  const meant = Object.fromEntries(sources)
  const taken = new Set(sources.map(([, { column }]) => column))
  const inputs = Object.entries(mapping.inputs).map(([connection, known]) => {
    // A column that was proposed for another input is that no longer.
    const kept = Object.entries(known).filter(
      ([, source]) => !('column' in source) || !taken.has(source.column),
    )
    return [connection, { ...Object.fromEntries(kept), ...meant }] as const
  })
  return { ...mapping, inputs: Object.fromEntries(inputs) }
}
