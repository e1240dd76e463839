import { type CheckAction, CheckAsBatch } from '#components/batches/check-as-batch.tsx'
import { findHindrance } from '#components/batches/hindrance.ts'
import { FilterBar } from '#components/filter-bar/filter-bar.tsx'
import { NotListed } from '#components/list/not-listed.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { can } from '#lib/access/capabilities.ts'
import { settle } from '#lib/access/perform.ts'
import { listActors } from '#lib/audit/actors.ts'
import { listGivenAccess } from '#lib/audit/given-access.ts'
import type { AuditFilter } from '#lib/audit/filter.ts'
import { mostUnconfirmed } from '#lib/files/format.ts'
import { mostCounted, searchAudit } from '#lib/audit/list.ts'
import { findVerification } from '#lib/audit/runs/verify-in-background.ts'
import { listViews } from '#lib/audit/saved-view.ts'
import { findSealingDelay } from '#lib/audit/sealing-delay.ts'
import { listConnections } from '#lib/connections/describe.ts'
import { AuditList } from './audit-list.tsx'
import { countWords } from './count-words.ts'
import { type ExportActions, ExportLinks } from './export-links.tsx'
import { listFilterFields } from './filter-fields.ts'
import { type AuditPath, hrefOfPage, hrefsOfExport } from './href.ts'
import { GivenAccess } from './given-access.tsx'
import { NotYours } from './not-yours.tsx'
import { readAuditFilter } from './read-filter.ts'
import { SavedViews } from './saved-views.tsx'
import { SealingDelay } from './sealing-delay.tsx'
import type { VerificationActions } from './use-verification.ts'
import type { KeepActions } from './use-view-action.ts'
import { VerifyPanel } from './verify-panel.tsx'

interface AuditPageProps {
  readonly actor: Actor
  /** Everyone's, or one's own. */
  readonly path: AuditPath
  readonly params: SearchParams
  /** What can be done on it; null where it is only read. */
  readonly acting: AuditActions | null
}

/** The server actions of the page. */
interface AuditActions {
  readonly exporting: ExportActions
  readonly verifying: VerificationActions
  readonly keeping: KeepActions
  /** Makes a batch of the transactions that the filter's events name. */
  readonly check: CheckAction<AuditFilter>
}

const pageSize = 50

/** What was done at the desk, as the query of the page narrows it. */
export async function AuditPage({ actor, path, params, acting }: AuditPageProps) {
  const all = path === '/audit'
  const verifying = acting !== null && can(actor, 'audit.verify') ? acting.verifying : null
  const [zone, connections, actors, saved, run, delay, given] = await Promise.all([
    getZone(),
    can(actor, 'lookup.list') ? listConnections(actor) : [],
    settle(async () => (all ? listActors(actor) : [])),
    settle(async () => (all ? listViews(actor) : null)),
    settle(async () => (verifying ? findVerification(actor) : null)),
    settle(async () => (all ? findSealingDelay(actor) : null)),
    settle(async () => (all ? listGivenAccess(actor) : [])),
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
          acting !== null && (
            <>
              <CheckAsBatch
                filter={withoutCursor(read.data.filter)}
                check={acting.check}
                hindrance={findHindrance(actor, read.data.page.matched === 0)}
              />
              {can(actor, 'audit.export') && (
                <ExportLinks
                  {...acting.exporting}
                  hrefs={hrefsOfExport(read.data.filter, read.data.page.end)}
                  count={countWords(read.data.page.matched, mostCounted)}
                  matched={read.data.page.matched}
                  guarded={read.data.page.matched > mostUnconfirmed}
                />
              )}
            </>
          )
        }
      />
      {delay.ok && delay.data !== null && <SealingDelay delayMs={delay.data} />}
      {given.ok && given.data.length > 0 && <GivenAccess givings={given.data} zone={zone} />}
      {verifying && run.ok && <VerifyPanel {...verifying} initial={run.data} zone={zone} />}
      <SavedViews
        path={path}
        params={params}
        zone={zone}
        saved={saved.ok ? saved.data : null}
        self={actor.id}
        keeping={acting?.keeping ?? null}
      />
      <FilterBar
        fields={fields}
        bare="playerId"
        placeholder={all ? 'A player id, or by:people result:denied' : 'A player id, or kind:payload.opened'}
      />
      {read.ok ? (
        <AuditList
          page={read.data.page}
          path={path}
          self={actor.id}
          params={params}
          zone={zone}
          mayProve={can(actor, 'audit.export')}
        />
      ) : (
        <NotListed
          problem={read.problem}
          newest={hrefOfPage(path, params, null)}
          denied={<NotYours />}
          fields={fields}
        />
      )}
    </>
  )
}

/** From whatever page of the list. */
function withoutCursor({ cursor: _, ...filter }: AuditFilter): AuditFilter {
  return filter
}
