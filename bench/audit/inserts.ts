import { getSql } from '#db/client.ts'
import { insertEvents } from '#lib/audit/store.ts'
import postgres from 'postgres'
import { percentile } from '#bench/percentile.ts'
import { say } from '#bench/say.ts'
import { compose, composePlain } from './record.ts'

const rounds = 12
const secondsEach = 1

/** A way of writing: how many at once, how many events in a statement. */
const ways = [
  { name: 'one event a statement, 16 writers', writers: 16, size: 1 },
  { name: '100 events a statement, 4 writers', writers: 4, size: 100 },
] as const

/**
 * Events with number, code and leaf hash against the same rows without, in tables of their own with the same columns;
 * once with the same indexes, once without the two that only the numbers and the sealer need. By turns, so that what
 * else the machine does meets all of them.
 */
export async function compareInserts(ownerUrl: string): Promise<void> {
  await makePlainTables(ownerUrl)
  for (const { name, writers, size } of ways) {
    const rates = { sealed: new Array<number>(), plain: new Array<number>(), bare: new Array<number>() }
    const sealed = () => insertEvents(Array.from({ length: size }, compose))
    for (let round = 0; round < rounds; round += 1) {
      rates.plain.push(await countPerSecond(writers, () => insertPlain('plain', size)))
      rates.sealed.push(await countPerSecond(writers, sealed))
      rates.bare.push(await countPerSecond(writers, () => insertPlain('bare', size)))
    }
    const perSecond = (of: readonly number[]) => Math.round(percentile(of, 0.5) * size)
    const ratioTo = (of: readonly number[]) => (perSecond(rates.sealed) / perSecond(of)).toFixed(2)
    say(`inserts, ${name}: with number, code and leaf hash ${perSecond(rates.sealed)}/s`)
    say(`  ${ratioTo(rates.plain)} × plain at ${perSecond(rates.plain)}/s (aim: 0.85)`)
    say(
      `  ${ratioTo(rates.bare)} × plain without the indexes of numbers and order at ${perSecond(rates.bare)}/s`,
    )
  }
}

async function makePlainTables(ownerUrl: string): Promise<void> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  for (const name of ['plain', 'bare'])
    await owner
      .unsafe(
        `create table ${name}_event (like audit.event including indexes including identity including constraints);
         alter table ${name}_event alter mac drop not null, alter leaf_hash drop not null,
           alter writer_id drop not null, alter writer_seq drop not null;
         grant insert on ${name}_event to statusdesk_app;
         create function ${name}_events(events jsonb) returns void language sql as $$
           insert into ${name}_event (xid, recorded_at, db_role, kind, actor_id, object_type, object_id, lookup_id,
             transaction_id, player_id, canon, payload_sha256, result, connection_id, reason, ip)
           select pg_current_xact_id(), clock_timestamp(), session_user, e.kind, e.actor_id, e.object_type, e.object_id,
             e.lookup_id, e.transaction_id, e.player_id, decode(e.canon, 'base64'), decode(e.payload_sha256, 'hex'),
             e.result, e.connection_id, e.reason, e.ip
           from jsonb_to_recordset(events) as e (kind text, actor_id text, object_type text, object_id text,
             lookup_id uuid, transaction_id text, player_id text, canon text, payload_sha256 text, result text,
             connection_id text, reason text, ip text)
         $$`,
      )
      .simple()
  await owner.unsafe(`alter table bare_event drop constraint bare_event_writer_id_writer_seq_key;
    drop index bare_event_xid_id_idx`)
  await owner.end()
}

async function insertPlain(table: 'plain' | 'bare', size: number): Promise<void> {
  const sql = getSql()
  const rows = JSON.stringify(Array.from({ length: size }, composePlain))
  if (table === 'plain') await sql`select plain_events(${rows}::text::jsonb)`
  else await sql`select bare_events(${rows}::text::jsonb)`
}

async function countPerSecond(writers: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (; performance.now() - startedAt < secondsEach * 1000; done += 1) await work()
    }),
  )
  return done / ((performance.now() - startedAt) / 1000)
}
