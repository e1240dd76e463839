import { FilterBar } from '#components/filter-bar/filter-bar.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { can } from '#lib/access/capabilities.ts'
import { settle } from '#lib/access/perform.ts'
import { listActors } from '#lib/audit/actors.ts'
import { mostUnconfirmed } from '#lib/audit/export.ts'
import { mostCounted, searchAudit } from '#lib/audit/list.ts'
import { listConnections } from '#lib/connections/describe.ts'
import { AuditList } from './audit-list.tsx'
import { countWords } from './count-words.ts'
import { type ExportActions, ExportLinks } from './export-links.tsx'
import { listFilterFields } from './filter-fields.ts'
import { type AuditPath, hrefOfExport } from './href.ts'
import { NotListed } from './not-listed.tsx'
import { readAuditFilter } from './read-filter.ts'
import { SavedViews } from './saved-views.tsx'

interface AuditPageProps {
  readonly actor: Actor
  /** Everyone's, or one's own. */
  readonly path: AuditPath
  readonly params: SearchParams
  /** Null where nothing is exported. */
  readonly exporting: ExportActions | null
}

const pageSize = 50

/** What was done at the desk, as the query of the page narrows it. */
export async function AuditPage({ actor, path, params, exporting }: AuditPageProps) {
  const all = path === '/audit'
  const [zone, connections, actors] = await Promise.all([
    getZone(),
    can(actor, 'lookup.list') ? listConnections(actor) : [],
    settle(async () => (all ? listActors(actor) : [])),
  ])
  const fields = listFilterFields({ connections, actors: all ? (actors.ok ? actors.data : []) : null })
  const peek = typeof params['peek'] === 'string' ? params['peek'] : null
  const read = await settle(async () => {
    const asked = readAuditFilter(params, zone)
    const filter = all ? asked : { ...asked, by: 'me' }
    return { filter, page: await searchAudit(actor, filter, pageSize, peek) }
  })
  return (
    <>
      <PageHeader
        title={all ? 'Audit' : 'My activity'}
        description={`${all ? 'Who did what at the desk' : 'What you did at the desk'}, the newest first: refusals, failures and readings among it. Looking here is recorded too.`}
        actions={
          read.ok &&
          exporting !== null && (
            <ExportLinks
              {...exporting}
              csv={hrefOfExport(read.data.filter, read.data.page.end, 'csv')}
              jsonl={hrefOfExport(read.data.filter, read.data.page.end, 'jsonl')}
              count={countWords(read.data.page.matched, mostCounted)}
              matched={read.data.page.matched}
              guarded={read.data.page.matched > mostUnconfirmed}
            />
          )
        }
      />
      {all && <SavedViews params={params} zone={zone} />}
      <FilterBar
        fields={fields}
        bare="playerId"
        placeholder={all ? 'A player id, or by:people result:denied' : 'A player id, or kind:payload.opened'}
      />
      {read.ok ? (
        <AuditList page={read.data.page} path={path} self={actor.id} params={params} zone={zone} />
      ) : (
        <NotListed problem={read.problem} path={path} params={params} fields={fields} />
      )}
    </>
  )
}
