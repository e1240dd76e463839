import { getSql } from '#db/client.ts'
import type { AuditFilter } from './filter.ts'

/** Ids between which everything of a period lies, as decimal text: from the first to before the last. */
export interface IdBounds {
  readonly first: string | null
  readonly end: string | null
}

/**
 * No event waits longer between getting its id and getting its time, both of which the same insert gives. So an
 * event of a moment has no smaller id than whatever was recorded this long before.
 */
const slack = '5 seconds'

/** Turns the period of a filter into ids, from index event_by_time; the times themselves still have to be compared. */
export async function findIdBounds({ from, to }: AuditFilter): Promise<IdBounds> {
  if (from === undefined && to === undefined) return { first: null, end: null }
  const sql = getSql()
  const [row] = await sql<{ first: string | null; end: string | null }[]>`
    select
      (select id from audit.event where recorded_at >= ${from ?? null}::timestamptz - ${slack}::interval
       order by recorded_at limit 1) as first,
      (select id from audit.event where recorded_at >= ${to ?? null}::timestamptz + ${slack}::interval
       order by recorded_at limit 1) as end`
  // After the newest event there is nothing; no id is as small as that.
  return { first: from === undefined ? null : (row?.first ?? beyond), end: row?.end ?? null }
}

const beyond = '9223372036854775807'
