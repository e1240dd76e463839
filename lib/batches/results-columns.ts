import { getConnections } from '#lib/connections/open.ts'
import type { Amount, Balance } from '#lib/providers/answer.ts'
import { areCellsGone, cellsGone } from './cells-gone.ts'
import { describeEnd, describeHead, type ResultsEnd, type ResultsHead, sayEnd } from './results-format.ts'
import type { ResultRow } from './results-store.ts'
import { explainDifference, explainRow, type RowWords } from './results-words.ts'

interface Told extends RowWords {
  readonly row: ResultRow
  readonly link: string | null
}

/** Our columns, which come after the user's own. What the provider wrote in words is evidence and stays there. */
const columns: readonly (readonly [name: string, cell: (told: Told) => string | null | undefined])[] = [
  ['line', ({ row }) => String(row.line)],
  ['connection', ({ row }) => row.connection],
  ['state', ({ row }) => row.state],
  ['outcome', ({ row }) => row.answer?.outcome],
  ['status', ({ row }) => row.answer?.status],
  ['absence', ({ row }) => row.answer?.absence],
  ['fault', ({ row }) => row.answer?.fault],
  ['reason', ({ reason }) => reason],
  ['what_to_do', ({ toDo }) => toDo],
  ['difference', ({ row }) => explainDifference(row)],
  ['final', ({ row }) => (row.answer?.final == null ? null : row.answer.final ? 'yes' : 'no')],
  ['provider_code', ({ row }) => row.answer?.providerCode],
  ['operation', ({ row }) => row.answer?.operation],
  ['provider_operation', ({ row }) => row.answer?.providerOperation],
  ['amount', ({ row }) => onlyTotal(row.answer?.amounts)?.amount],
  ['currency', ({ row }) => onlyTotal(row.answer?.amounts)?.currency],
  ['amounts', ({ row }) => row.answer?.amounts.map(sayAmount).join('; ')],
  ['balance', ({ row }) => onlyTotal(row.answer?.balances)?.amount],
  ['balance_currency', ({ row }) => onlyTotal(row.answer?.balances)?.currency],
  ['balances', ({ row }) => row.answer?.balances.map(sayBalance).join('; ')],
  ['created_utc', ({ row }) => row.answer?.created],
  ['resolved_utc', ({ row }) => row.answer?.resolved],
  ['asked_at_utc', ({ row }) => row.askedAt],
  ['answered_at_utc', ({ row }) => row.answer?.answeredAt],
  ['trace_id', ({ row }) => row.answer?.traceId],
  ['attempts', ({ row }) => String(row.asked)],
  ['reused', ({ row }) => (row.reused ? 'yes' : 'no')],
  ['lookup_id', ({ row }) => row.lookupId],
  ['lookup', ({ link }) => link],
]

/** The names of our columns in a file. */
export function ownNames({ prefix }: Pick<ResultsHead, 'prefix'>): readonly string[] {
  return columns.map(([name]) => `${prefix}${name}`)
}

/** What our names begin with, so that none of the user's does: results may come back as a list. */
export function choosePrefix(theirs: readonly string[]): string {
  for (let n = 1; ; n += 1) {
    const prefix = n === 1 ? 'desk_' : `desk${n}_`
    if (!theirs.some((name) => name.toLowerCase().startsWith(prefix))) return prefix
  }
}

/** Our cells of a row. */
export function ownCells(row: ResultRow, head: ResultsHead): readonly (string | null)[] {
  const told = tell(row, head)
  return columns.map(([, cell]) => cell(told) ?? null)
}

/** The cells of the last row, which is no row of the batch and says so by its state. */
export function ownCellsOfEnd(head: ResultsHead, end: ResultsEnd): readonly (string | null)[] {
  const cells = new Map([
    ['state', 'export.end'],
    ['reason', sayEnd(head, end)],
    ['what_to_do', JSON.stringify({ ...describeHead(head), ...describeEnd(end) })],
  ])
  return columns.map(([name]) => cells.get(name) ?? null)
}

/** A row as a line of JSON has it; amounts and balances with all their parts. */
export function describeRow(row: ResultRow, head: ResultsHead) {
  const { reason, toDo, link } = tell(row, head)
  const { answer } = row
  return {
    line: String(row.line),
    cells: row.cells,
    connection: row.connection,
    state: row.state,
    problems: row.problems,
    duplicate_of_line: row.duplicateOfLine === null ? null : String(row.duplicateOfLine),
    outcome: answer?.outcome ?? null,
    status: answer?.status ?? null,
    absence: answer?.absence ?? null,
    fault: answer?.fault ?? null,
    reason,
    what_to_do: toDo,
    difference: explainDifference(row),
    final: answer?.final ?? null,
    provider_code: answer?.providerCode ?? null,
    operation: answer?.operation ?? null,
    provider_operation: answer?.providerOperation ?? null,
    amounts: answer?.amounts ?? [],
    balances: answer?.balances ?? [],
    created: answer?.created ?? null,
    resolved: answer?.resolved ?? null,
    asked_at: row.askedAt,
    answered_at: answer?.answeredAt ?? null,
    trace_id: answer?.traceId ?? null,
    attempts: String(row.asked),
    reused: row.reused,
    lookup_id: row.lookupId,
    lookup: link,
  }
}

function tell(row: ResultRow, { publicUrl, columns: theirs }: ResultsHead): Told {
  const connection = row.connection === null ? undefined : getConnections().byId.get(row.connection)
  const link = row.lookupId === null ? null : `${publicUrl}/lookups/${row.lookupId}`
  const { reason, toDo } = explainRow(row, connection)
  const gone = areCellsGone(row.cells, theirs) ? cellsGone : null
  const words = [reason, gone].filter((said) => said !== null)
  return { row, link, reason: words.length === 0 ? null : words.join('. '), toDo }
}

/** The one total; where there are several, all stand in the column of all amounts and none is preferred. */
function onlyTotal(amounts: readonly Amount[] | undefined): Amount | undefined {
  const totals = amounts?.filter(({ kind }) => kind === 'total')
  return totals?.length === 1 ? totals[0] : undefined
}

function sayAmount({ kind, amount, currency, path }: Amount): string {
  return [path ?? kind, amount, currency].filter((part) => part !== null).join(' ')
}

function sayBalance(balance: Balance): string {
  return `${sayAmount(balance)} ${balance.asOf === 'now' ? 'now' : 'after the transaction'}`
}
