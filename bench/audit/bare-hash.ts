import { hash } from 'node:crypto'
import { openSql } from '#db/pool.ts'
import { beginning, type Position, readEvents } from '#lib/audit/tree/read-events.ts'

/** Milliseconds of SHA-256 alone over the canonical bytes of all events, in the fastest way that Node has. */
export async function hashBare(): Promise<number> {
  const sql = openSql('statusdesk_app', 1)
  let ms = 0
  let after: Position | undefined = beginning
  while (after) {
    const events: Awaited<ReturnType<typeof readEvents>> = await readEvents(sql, after, 4000, 'all')
    const canons = events.map(({ canon }) => canon)
    const startedAt = performance.now()
    for (const canon of canons) hash('sha256', canon, 'binary')
    ms += performance.now() - startedAt
    after = events.at(-1)
  }
  await sql.end()
  return ms
}
