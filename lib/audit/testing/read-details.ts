import type { Sql } from 'postgres'

/** The details of events for which a condition in SQL holds, in order. */
export async function readDetails(
  owner: Sql,
  condition: string,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const rows = await owner.unsafe<{ details: Record<string, string> }[]>(
    `select convert_from(canon, 'UTF8')::jsonb -> 'details' as details from audit.event where ${condition} order by id`,
  )
  return rows.map(({ details }) => details)
}
