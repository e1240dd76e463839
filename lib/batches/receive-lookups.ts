import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { getConnections } from '#lib/connections/open.ts'
import { getDb } from '#db/client.ts'
import { lookup } from '#db/schema/record.ts'
import { storableText } from '#lib/json/storable.ts'
import { withoutMasked } from '#lib/lookups/known-inputs.ts'
import { composeList, type LookupFilter, reachOf } from '#lib/lookups/list.ts'
import { newTimeId } from '#lib/time-id.ts'
import { FileFault } from './intake/file-fault.ts'
import { mostRows } from './intake/limits.ts'
import type { Source, SourceRow } from './intake/row.ts'
import { insertBatch } from './intake-store.ts'
import type { Connections } from './mapping.ts'
import { readSource, type ReceivedList, refuse } from './receive.ts'

const pageSize = 1000

/**
 * Makes a batch of the look-ups that a filter finds, the newest first: what was asked, to be asked again. Secret inputs
 * are kept by nobody, so a row that needs one is invalid. Throws `denied` problems.
 */
export async function receiveLookups(
  actor: Actor,
  filter: LookupFilter,
  name: string,
): Promise<ReceivedList> {
  await assertCan(actor, 'batch.run')
  await assertCan(actor, reachOf(actor, filter))
  const connections = getConnections().byId
  const batch = { id: newTimeId(), source: 'filter', bytes: 0, sha256: null } as const
  const called = storableText(name.trim(), 200) || 'look-ups'
  await insertBatch({ ...batch, name: called, bytes: null }, actor.id, null)
  const source = sourceOf(actor, filter, connections)
  try {
    await readSource(actor, batch, source, connections, { connection: null, mapping: null })
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return refuse(actor, batch, error)
  }
  return { id: batch.id, state: 'ready', refusal: null, tooLarge: false, repeated: false }
}

function sourceOf(actor: Actor, filter: LookupFilter, connections: Connections): Source {
  const inputs = [...connections.values()].flatMap(({ adapter }) => adapter.inputs)
  const names = [...new Set(inputs.filter(({ secret }) => !secret).map(({ name }) => name))]
  return {
    format: { kind: 'lookups', counts: 'items' },
    columns: ['connection', ...names],
    notes: [],
    rows: readLookups(actor, filter, names),
    close: async () => {},
  }
}

async function* readLookups(
  actor: Actor,
  filter: LookupFilter,
  names: readonly string[],
): AsyncGenerator<SourceRow> {
  let line = 0
  let cursor = filter.cursor
  for (;;) {
    const page = await readPage(actor, { ...filter, cursor })
    for (const { connectionId, input } of page.slice(0, pageSize)) {
      line += 1
      if (line > mostRows) {
        const most = mostRows.toLocaleString('en')
        throw new FileFault(
          `This filter finds more than ${most} look-ups; a batch can have ${most}. Narrow it.`,
        )
      }
      const clear = withoutMasked(input)
      yield { line, cells: [connectionId, ...names.map((name) => clear[name] ?? '')], spoilt: [] }
    }
    cursor = page[pageSize - 1]?.id
    if (page.length <= pageSize) break
  }
  if (line === 0) throw new FileFault('This filter finds no look-up.')
}

function readPage(actor: Actor, filter: LookupFilter) {
  const { where, orderBy } = composeList(actor, filter, pageSize)
  return getDb()
    .select({ id: lookup.id, connectionId: lookup.connectionId, input: lookup.input })
    .from(lookup)
    .where(where)
    .orderBy(...orderBy)
}
