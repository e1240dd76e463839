import type { Sql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { getLog } from '#lib/log.ts'
import { once } from '#lib/once.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { findHoles } from './holes.ts'

const everyMs = 30_000

/**
 * Records which numbers a writer that has fallen silent took and never wrote: a process that is killed can lose
 * one between two others. While it lives a writer fills them itself, so what is missing then stays missing.
 */
export async function fillLostNumbers(sql: Sql): Promise<void> {
  const looked = once('lost numbers', () => ({ atMs: 0, everything: false }))
  if (Date.now() - looked.atMs < everyMs) return
  looked.atMs = Date.now()
  // All writers once; from then on those that wrote within the hour.
  const holes = await findHoles(sql, looked.everything ? 'recent' : 'all')
  looked.everything = true
  for (const hole of holes) {
    if (!hole.silent || hole.named) continue
    getLog().error({ alarm: 'lost', ...hole }, 'A writer was lost with numbers that it had not written')
    const { writer_id: writerId, first, last } = hole
    await recordEvent(systemActor('sealer'), {
      kind: 'event.void',
      writerId,
      first: BigInt(first),
      last: BigInt(last),
      cause: 'writer_gone',
    })
  }
}
