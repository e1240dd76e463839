import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { systemActor } from '#lib/access/actor.ts'
import { composeEvent, voidEvents } from '#lib/audit/writer.ts'
import { recordSome, sealAll } from './sealed-record.ts'

export interface SealLoad {
  readonly writers: number
  /** How often the sealer is killed with SIGKILL while they write. */
  readonly kills: number
  /** From the start of a sealer to its end. */
  readonly lifeMs: number
}

export interface SealedLoad {
  readonly committed: number
  readonly failed: number
  readonly kills: number
  /** In the database at the end, and how many of those are sealed. */
  readonly events: number
  readonly sealed: number
  /** Every leaf is where the order of (xid, id) wants it. */
  readonly ordered: boolean
}

const rowsEach = 5
const actor = systemActor('soak')

/**
 * Writes events from many connections, in transactions that last and overlap and of which one in ten fails, while sealers in
 * processes of their own are killed one after the other; then seals what is left and says what stands there.
 */
export async function sealUnderLoad(owner: Sql, load: SealLoad): Promise<SealedLoad> {
  await recordSome(3)
  const over = new AbortController()
  const writing = Promise.all(Array.from({ length: load.writers }, () => write(owner, over.signal)))
  const killing = killSealers(load).finally(() => over.abort())
  const [written, kills] = await Promise.all([writing, killing])
  const stands = await sealAllThatComes(owner)
  const committed = written.reduce((sum, one) => sum + one.committed, 0)
  return { ...stands, committed, failed: written.reduce((sum, one) => sum + one.failed, 0), kills }
}

/** What a writer says of numbers that it did not use may still be on its way. What was skipped stays out for good. */
async function sealAllThatComes(owner: Sql, tries = 20) {
  await sealAll()
  const [row] = await owner<{ events: number; sealed: number; ordered: boolean }[]>`
    select (select count(*)::int from audit.event) events, (select count(*)::int from audit.seal) sealed,
      (select bool_and(leaf_index = place - 1) from (select leaf_index, row_number() over (order by e.xid, e.id) as place
       from audit.seal s join audit.event e on e.id = s.event_id) p) as ordered`
  if (!row) throw new Error('The database counted nothing.')
  if (row.sealed === row.events || tries === 0) return row
  await sleep(250)
  return sealAllThatComes(owner, tries - 1)
}

async function write(owner: Sql, over: AbortSignal) {
  const connection = await owner.reserve()
  const done = { committed: 0, failed: 0 }
  try {
    for (let nth = 1; !over.aborted; nth += 1) {
      const rows = Array.from({ length: rowsEach }, (_, n) =>
        composeEvent(actor, { kind: 'token.created', tokenId: `soak-${nth}-${n}`, role: 'support' }),
      )
      await connection.unsafe('start transaction')
      await connection`select audit.record_events(${JSON.stringify(rows)}::text::jsonb)`
      // Those that last begin before, and end after, many that do not.
      await sleep(nth % 7 === 0 ? 60 : 5)
      if (nth % 10 === 0) {
        await connection.unsafe('rollback')
        voidEvents(rows)
        done.failed += rowsEach
      } else {
        await connection.unsafe('commit')
        done.committed += rowsEach
      }
    }
  } finally {
    connection.release()
  }
  return done
}

async function killSealers({ kills, lifeMs }: SealLoad): Promise<number> {
  let killed = 0
  while (killed < kills) {
    const child = spawn(process.execPath, ['lib/audit/testing/seal-on.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const gone = once(child, 'exit')
    await Promise.race([once(child.stdout, 'data'), gone])
    await sleep(lifeMs * (0.5 + Math.random()))
    if (!child.kill('SIGKILL')) throw new Error('A sealer ended by itself.')
    await gone
    killed += 1
  }
  return killed
}
