import { createHash } from 'node:crypto'
import type { Sql } from '#db/client.ts'

/** SQL: hex SHA-256 over the rows of evidence of a record, as `digestRows` makes it; null when there are none. */
export function digestLines(sql: Sql, record: 'o.id' | 'x.id') {
  return sql`select encode(sha256(convert_to(string_agg(v.n || ' ' || v.key_id || ' ' || encode(sha256(v.sealed), 'hex') || E'\n',
    '' order by v.n), 'UTF8')), 'hex') from evidence v where v.record_id = ${sql.unsafe(record)}`
}

/** What the event of an outcome vouches for that was recorded before evidence was encrypted; null without exchanges. */
export function digestOfBefore(
  exchanges: readonly { readonly id: string; readonly recordSha256: string }[],
): string | null {
  if (exchanges.length === 0) return null
  const hash = createHash('sha256')
  for (const { id, recordSha256 } of exchanges) hash.update(`${id} ${recordSha256}\n`)
  return hash.digest('hex')
}
