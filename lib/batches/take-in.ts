import { createHash } from 'node:crypto'
import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { type CheckedRow, openCheck } from './check-row.ts'
import { Duplicates } from './duplicates.ts'
import { findMapping, insertItems, keepMapping, type NewItem } from './intake-store.ts'
import type { Source, SourceRow } from './intake/row.ts'
import { plainName } from './intake/names.ts'
import { type BatchMapping, type Connections, judgeMapping, proposeMapping } from './mapping.ts'
import { closeRow } from './secret-cells.ts'

/** In one statement. */
export const rowsAtOnce = 1000

/** What somebody said of a list beforehand. */
export interface Wish {
  readonly connection: string | null
  readonly mapping: BatchMapping | null
}

/** What the columns of a list mean: as somebody said, else as they did last time, else as their names say. */
export async function chooseMapping(
  actor: Actor,
  columns: readonly string[],
  connections: Connections,
  { connection, mapping }: Wish,
): Promise<BatchMapping> {
  const header = digestHeader(columns)
  if (mapping) {
    await keepMapping(header, mapping, actor.id)
    return mapping
  }
  const remembered = await findMapping(header)
  const usable = remembered !== null && judgeMapping(remembered, columns, connections).length === 0
  if (usable && (connection === null || remembered.connection === connection)) return remembered
  return proposeMapping(columns, connections, connection)
}

/** Which header it is: its names in their order. */
export function digestHeader(columns: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(columns)).digest()
}

/** Checks the rows of a list and takes them in, a thousand at a time. Gives how many. Throws a `FileFault`. */
export async function takeIn(
  batchId: string,
  { columns, rows }: Pick<Source, 'columns' | 'rows'>,
  mapping: BatchMapping,
  connections: Connections,
): Promise<number> {
  const close = openClosing(batchId, columns, mapping, connections)
  let ordinal = 0
  let items: NewItem[] = []
  for await (const row of rows) {
    items.push(close(ordinal, row))
    ordinal += 1
    if (items.length === rowsAtOnce) {
      await add(batchId, items)
      items = []
    }
  }
  if (items.length > 0) await add(batchId, items)
  return ordinal
}

/** Writes checked rows. Throws a `conflict` when somebody else has ended the reading. */
export async function add(batchId: string, items: readonly NewItem[]): Promise<void> {
  if (await insertItems(batchId, items)) return
  const message = 'The reading of this list was given up, since it had stopped for too long. Try again.'
  throw new ProblemError({ kind: 'conflict', message })
}

/** Makes what turns the rows of one list, in their order, into rows of the table: checked, with nothing secret in them. */
export function openClosing(
  batchId: string,
  columns: readonly string[],
  mapping: BatchMapping,
  connections: Connections,
): (ordinal: number, row: SourceRow, alsoSecret?: readonly number[]) => NewItem {
  const check = openCheck(mapping, columns, connections)
  const named = findSecretColumns(columns, connections)
  const duplicates = new Duplicates()
  return (ordinal, { line, cells, spoilt }, alsoSecret = []) => {
    const checked = check(cells, spoilt)
    const secretColumns = new Set([...named, ...checked.secretColumns, ...alsoSecret])
    const adapter = connections.get(checked.connectionId ?? '')?.adapter ?? null
    const closed = closeRow({ batchId, ordinal, cells, input: checked.input, adapter, secretColumns })
    const { connectionId, input } = checked
    const asked = connectionId !== null && input !== null
    return {
      ordinal,
      line,
      cells: closed.cells,
      connection_id: checked.connectionId,
      input: closed.input,
      transaction_id: checked.transactionId,
      problems: problemsOf(checked),
      duplicate_of: asked ? duplicates.findOrAdd(ordinal, connectionId, input) : null,
      spoilt: spoilt.length > 0 ? spoilt : null,
      secrets: closed.secrets?.toString('base64') ?? null,
    }
  }
}

function problemsOf({ problems }: CheckedRow): NewItem['problems'] {
  return problems.length > 0 ? problems : null
}

const secretHeadings = ['password', 'secret', 'accesstoken', 'refreshtoken', 'sessionid', 'authorization']

/** Columns whose very name says that nobody should read them, whatever they are mapped to. */
function findSecretColumns(columns: readonly string[], connections: Connections): readonly number[] {
  const fields = [...connections.values()].flatMap(({ adapter }) => adapter.inputs)
  const names = fields
    .filter(({ secret }) => secret)
    .flatMap(({ name, label, aliases }) => [name, label, ...(aliases ?? [])].map(plainName))
  const secret = new Set([...secretHeadings, ...names])
  return columns.flatMap((column, at) => (secret.has(plainName(column)) ? [at] : []))
}
