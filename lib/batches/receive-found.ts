import type { Actor } from '#lib/access/actor.ts'
import type { RecordedFilter } from '#lib/audit/event.ts'
import { getConnections } from '#lib/connections/open.ts'
import { storableText } from '#lib/json/storable.ts'
import { withoutMasked } from '#lib/lookups/known-inputs.ts'
import { getLog } from '#lib/log.ts'
import { newTimeId } from '#lib/time-id.ts'
import type { FoundQuestion } from './found-store.ts'
import { FileFault } from './intake/file-fault.ts'
import { mostRows } from './intake/limits.ts'
import { plainName } from './intake/names.ts'
import type { Format, Source, SourceRow } from './intake/row.ts'
import { insertBatch } from './intake-store.ts'
import type { Connections } from './mapping.ts'
import { readSource, refuse } from './receive.ts'

/** What a filter of a page found: questions that were asked, and what their rows said of them. */
export interface FoundList {
  readonly kind: Extract<Format['kind'], 'lookups' | 'events' | 'pending'>
  /** As the record names it. */
  readonly filter: RecordedFilter
  /** The headers of what each says. */
  readonly saidColumns: readonly string[]
  readonly pages: AsyncIterable<readonly FoundQuestion[]>
  /** In words, where there is none. */
  readonly none: string
}

/** Keeps work alive when the request that began it is over. */
export type Outlive = (work: Promise<void>) => void

/**
 * Makes a batch of what a filter found, each question once, as its first row said: gives its id at once and reads the
 * rows afterwards. A filter that finds none, or too many, makes a refused batch that says so.
 */
export async function receiveFound(
  actor: Actor,
  list: FoundList,
  outlive: Outlive,
): Promise<{ readonly id: string }> {
  const id = newTimeId()
  await insertBatch({ id, name: nameOf(list), source: 'filter', bytes: null, sha256: null }, actor.id, null)
  outlive(readFound(actor, id, list))
  return { id }
}

async function readFound(actor: Actor, id: string, list: FoundList): Promise<void> {
  const connections = getConnections().byId
  const batch = { id, source: 'filter', bytes: 0, sha256: null, filter: list.filter }
  try {
    try {
      const wish = { connection: null, mapping: null }
      await readSource(actor, batch, sourceOf(list, connections), connections, wish)
    } catch (error) {
      if (!(error instanceof FileFault)) throw error
      await refuse(actor, batch, error)
    }
  } catch (error) {
    // Nobody waits for this; the sweep refuses a reading in which nothing comes in.
    getLog().error({ err: error, batch: id }, 'The rows of a filter could not be read')
  }
}

function sourceOf(list: FoundList, connections: Connections): Source {
  const [about, others] = nameInputs(connections)
  return {
    format: { kind: list.kind, counts: 'items' },
    // A page shows the first columns alone: what a row is about, whom it was asked of, and what became of it.
    columns: [...about.values(), 'connection', ...list.saidColumns, ...others.values()],
    notes: [],
    rows: readDistinct(list, [...about.keys()], [...others.keys()]),
    close: async () => {},
  }
}

/**
 * Columns for every input that is not secret, those of the transaction and the others, each by its plain name: what one
 * connection calls `transaction_id` and another `transactionId` is one.
 */
function nameInputs(connections: Connections) {
  const inputs = [...connections.values()].flatMap(({ adapter }) => adapter.inputs)
  const about = new Map<string, string>()
  const others = new Map<string, string>()
  for (const { name, subject, secret } of inputs) {
    const names = subject === 'transactionId' ? about : others
    if (!secret && !names.has(plainName(name))) names.set(plainName(name), name)
  }
  return [about, others] as const
}

async function* readDistinct(
  { pages, none }: FoundList,
  about: readonly string[],
  others: readonly string[],
): AsyncGenerator<SourceRow> {
  const seen = new Set<string>()
  for await (const page of pages) {
    for (const { connectionId, input, said } of page) {
      const clear = new Map(
        Object.entries(withoutMasked(input)).map(([name, value]) => [plainName(name), value]),
      )
      const cellsOf = (names: readonly string[]) => names.map((name) => clear.get(name) ?? '')
      const question = JSON.stringify([connectionId, ...cellsOf(about), ...cellsOf(others)])
      if (seen.has(question)) continue
      seen.add(question)
      if (seen.size > mostRows) {
        const most = mostRows.toLocaleString('en')
        throw new FileFault(
          `This filter finds more than ${most} transactions; a batch can have ${most}. Narrow it.`,
        )
      }
      yield {
        line: seen.size,
        cells: [...cellsOf(about), connectionId, ...said, ...cellsOf(others)],
        spoilt: [],
      }
    }
  }
  if (seen.size === 0) throw new FileFault(none)
}

/** `Look-ups status:pending`, in the words of the filter bar. */
function nameOf({ kind, filter }: FoundList): string {
  const words = Object.entries(filter).map(([name, value]) => `${name}:${value}`)
  return storableText([wordByKind[kind], ...words].join(' '), 200)
}

const wordByKind: Record<FoundList['kind'], string> = {
  lookups: 'Look-ups',
  events: 'Audit',
  pending: 'Pending',
}
