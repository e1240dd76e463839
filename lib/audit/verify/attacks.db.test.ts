import { hash, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openSql } from '#db/client.ts'
import { macOfEvent, macOfSeal } from '#lib/audit/mac.ts'
import { openSigningKey } from '#lib/audit/seal/signing-key.ts'
import {
  openAttacker,
  recordSome,
  sealAll,
  useOwnKeys,
  verifyOptions,
} from '#lib/audit/testing/sealed-record.ts'
import { hashLeaf } from '#lib/audit/tree/leaf.ts'
import { composeNote } from '#lib/audit/tree/note.ts'
import { beginning, readEvents } from '#lib/audit/tree/read-events.ts'
import { Tree } from '#lib/audit/tree/tree.ts'
import { checkRecord } from './verify.ts'

useOwnKeys()
const sql = openSql('statusdesk_app', 4)
let attacker: Awaited<ReturnType<typeof openAttacker>>
let options: Awaited<ReturnType<typeof verifyOptions>>
/** Sealed events, in order; the first checkpoint stands behind the 12th leaf. */
let sealed: readonly string[]

beforeAll(async () => {
  await recordSome(10)
  await sealAll()
  await recordSome(12)
  await sealAll()
  await recordSome(4)
  options = await verifyOptions()
  attacker = await openAttacker()
  sealed = (
    await attacker.sql<{ id: string }[]>`select event_id::text id from audit.seal order by leaf_index`
  ).map(({ id }) => id)
})
afterEach(() => attacker.restore())
afterAll(async () => {
  await attacker.end()
  await sql.end()
})

const verify = () => checkRecord(sql, options)
const newLeaf = 'audit.leaf_hash(e)'

it('finds an untouched record intact', async () => {
  expect(await verify()).toMatchObject({ outcome: 'intact', fault: null, seals: sealed.length, unsealed: 4 })
})

describe('an attack is found and named:', () => {
  const run = async (statements: string) => {
    await attacker.sql.unsafe(statements)
    return verify()
  }
  const tampered = (eventId: string | null | undefined) => ({ outcome: 'tampered', fault: { eventId } })

  it('a row edited', async () => {
    const id = sealed[5]
    expect(
      await run(
        `update audit.event set canon = replace(convert_from(canon, 'UTF8'), 'test', 'TEST')::bytea where id = ${id}`,
      ),
    ).toMatchObject(tampered(id))
  })

  it('a row edited with its hash in both tables', async () => {
    const id = sealed[7]
    const statements = `update audit.event e set canon = replace(convert_from(canon, 'UTF8'), 'test', 'TEST')::bytea where id = ${id};
      update audit.event e set leaf_hash = ${newLeaf} where id = ${id};
      update audit.seal s set leaf_hash = e.leaf_hash from audit.event e where e.id = s.event_id and e.id = ${id}`
    expect(await run(statements)).toMatchObject(tampered(id))
  })

  it('a row back-dated, with its hash in both tables', async () => {
    const id = sealed[9]
    const statements = `update audit.event set recorded_at = recorded_at - interval '2 days' where id = ${id};
      update audit.event e set leaf_hash = ${newLeaf} where id = ${id};
      update audit.seal s set leaf_hash = e.leaf_hash from audit.event e where e.id = s.event_id and e.id = ${id}`
    expect(await run(statements)).toMatchObject(tampered(id))
  })

  it('a row dated beyond all times', async () => {
    const id = sealed[9]
    expect(await run(`update audit.event set recorded_at = 'infinity' where id = ${id}`)).toMatchObject(
      tampered(id),
    )
  })

  it('a row deleted', async () => {
    expect(await run(`delete from audit.event where id = ${sealed[3]}`)).toMatchObject(tampered(sealed[3]))
  })

  it('a row deleted with its seal', async () => {
    const statements = `delete from audit.event where id = ${sealed[3]}; delete from audit.seal where event_id = ${sealed[3]}`
    // What is gone cannot be named; the event behind it is.
    expect(await run(statements)).toMatchObject(tampered(sealed[4]))
  })

  it('a row deleted with its seal and the leaves behind it renumbered', async () => {
    const statements = `delete from audit.event where id = ${sealed[3]}; delete from audit.seal where event_id = ${sealed[3]};
      update audit.seal set leaf_index = leaf_index + 1000 where leaf_index > 3;
      update audit.seal set leaf_index = leaf_index - 1001 where leaf_index > 1000`
    expect(await run(statements)).toMatchObject(tampered(sealed[4]))
  })

  it('the tail cut, with seals, checkpoints and frontier', async () => {
    const [row] = await attacker.sql<
      { size: number }[]
    >`select min(tree_size)::int size from audit.checkpoint`
    const size = row?.size ?? 0
    const tree = new Tree()
    const leaves = await attacker.sql<
      { hash: Buffer }[]
    >`select leaf_hash hash from audit.seal where leaf_index < ${size} order by leaf_index`
    for (const leaf of leaves) tree.append(leaf.hash)
    const result =
      await run(`delete from audit.event where id not in (select event_id from audit.seal where leaf_index < ${size});
      delete from audit.seal where leaf_index >= ${size}; delete from audit.checkpoint where tree_size > ${size};
      update audit.frontier f set tree_size = ${size}, peaks = '\\x${tree.peaks().toString('hex')}', last_xid = e.xid, last_id = e.id
        from audit.event e where e.id = ${sealed[size - 1]}`)
    expect(result).toMatchObject(tampered(null))
    expect(result.fault?.text).toContain(
      `${sealed.length - size} events are missing behind event ${sealed[size - 1]}`,
    )
  })

  it('two leaves swapped', async () => {
    const [a, b] = [sealed[6], sealed[7]]
    const statements = `update audit.seal set leaf_index = 9999 where event_id = ${a};
      update audit.seal set leaf_index = 6 where event_id = ${b}; update audit.seal set leaf_index = 7 where event_id = 9999 or event_id = ${a}`
    expect([a, b]).toContain((await run(statements)).fault?.eventId)
  })

  it('an unsealed row deleted', async () => {
    const [first, second] = await attacker.sql<
      { id: string }[]
    >`select id::text from audit.event e order by e.id desc limit 2`.then((rows) => rows.toReversed())
    expect(await run(`delete from audit.event where id = ${first?.id}`)).toMatchObject(tampered(second?.id))
  })

  it('a forged row put in', async () => {
    await attacker.sql`insert into audit.event (id, xid, recorded_at, db_role, writer_id, writer_seq, kind, actor_id, canon, mac, leaf_hash)
      overriding system value select 900000, pg_current_xact_id(), clock_timestamp(), db_role, ${randomUUID()}, 1, kind, actor_id, canon, ${randomBytes(32)}, leaf_hash
      from audit.event where id = ${sealed[4] ?? ''}`
    expect(await run(`update audit.event e set leaf_hash = ${newLeaf} where id = 900000`)).toMatchObject(
      tampered('900000'),
    )
  })

  it('the tree built anew without the keys, after a row was deleted', async () => {
    await attacker.sql`delete from audit.event where id = ${sealed[8] ?? ''}`
    await rebuild(() => randomBytes(32))
    expect(await verify()).toMatchObject(tampered(sealed[0]))
  })

  it('the tree built anew with all keys, against the copy outside', async () => {
    const id = sealed[15] ?? ''
    const [row] = await attacker.sql<{ canon: Buffer }[]>`select canon from audit.event where id = ${id}`
    const canon = Buffer.from(row?.canon.toString().replace(/"app_time":"\d/, '"app_time":"9') ?? '')
    await attacker.sql`update audit.event set canon = ${canon}, mac = ${macOfEvent(canon)} where id = ${id}`
    await attacker.sql.unsafe(`update audit.event e set leaf_hash = ${newLeaf} where id = ${id}`)
    await rebuild(macOfSeal)
    // Nothing inside tells it from a true record: the first event that no good checkpoint vouches for is named.
    const [first] = await attacker.sql<
      { size: number }[]
    >`select min(tree_size)::int size from kept_checkpoint`
    expect(await verify()).toMatchObject(tampered(sealed[first?.size ?? 0]))
  })

  /** Seals, checkpoints and frontier for the events that are there, signed with the true key. */
  async function rebuild(macOf: typeof macOfSeal) {
    const tree = new Tree()
    const sizes = (
      await attacker.sql<{ size: number }[]>`select distinct tree_size::int size from audit.checkpoint`
    ).map(({ size }) => size)
    await attacker.sql.unsafe('delete from audit.seal; delete from audit.checkpoint')
    for (const event of (await readEvents(attacker.sql, beginning, 1000, 'all')).slice(0, sealed.length)) {
      const leaf = hashLeaf(event)
      await attacker.sql`insert into audit.seal values (${tree.size}, ${String(event.id)}, ${leaf}, ${macOf(tree.size, event.id, leaf)})`
      tree.append(leaf)
      if (!sizes.includes(tree.size)) continue
      const note = composeNote(tree.size, tree.root(), new Date(), openSigningKey())
      await attacker.sql`insert into audit.checkpoint (tree_size, root, note, signed_at) values (${tree.size}, ${tree.root()}, ${note}, now())`
    }
    await attacker.sql`update audit.frontier set tree_size = ${tree.size}, peaks = ${tree.peaks()}`
  }
})

it('1,000 changes of a single column of a sealed row are all found, each with its event', async () => {
  const columns = await attacker.sql<{ name: string; type: string }[]>`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'audit' and table_name = 'event' order by ordinal_position`
  await attacker.sql`alter table audit.event alter id drop identity, drop constraint event_mac_check,
    drop constraint event_payload_sha256_check, drop constraint event_writer_id_writer_seq_key`
  const untouched = columns.map(({ name }) => `${name} = k.${name}`).filter((set) => !set.startsWith('id = '))
  const missed: string[] = []
  for (let round = 0; round < 1000; round += 1) {
    const column = columns[round % columns.length] ?? { name: '', type: '' }
    const id = sealed[hash('sha256', `${round}`, 'buffer').readUInt32BE() % sealed.length] ?? ''
    const change = changeOf(column, round)
    await attacker.sql.unsafe(`update audit.event set ${column.name} = ${change} where id = ${id}`)
    const { outcome, fault } = await verify()
    const names = column.name === 'id' ? [id, String(Number(id) + 100_000)] : [id]
    if (outcome !== 'tampered' || !names.includes(fault?.eventId ?? ''))
      missed.push(`${column.name} of ${id}: ${fault?.eventId} ${fault?.text}`)
    await attacker.sql.unsafe(`update audit.event set id = ${id} where id = ${names.at(-1)};
      update audit.event e set ${untouched.join(', ')} from kept_event k where k.id = e.id and e.id = ${id}`)
  }
  expect(missed).toEqual([])
  expect(await verify()).toMatchObject({ outcome: 'intact' })
  // A thousand verifications, on a machine that may have other work.
}, 600_000)

function changeOf({ name, type }: { readonly name: string; readonly type: string }, round: number): string {
  if (name === 'id') return 'id + 100000'
  if (name === 'xid')
    return `(greatest(1, xid::text::bigint ${round % 2 === 0 ? '+' : '-'} ${1 + (round % 50)}))::text::xid8`
  if (type === 'bigint') return `${name} + ${1 + (round % 7)}`
  if (type === 'uuid') return `'${randomUUID()}'`
  if (type === 'timestamp with time zone')
    return `${name} ${round % 2 === 0 ? '+' : '-'} interval '${1 + (round % 1000)} microseconds'`
  if (type === 'bytea')
    return `coalesce(set_byte(${name}, ${round % 32}, get_byte(${name}, ${round % 32}) # ${1 + (round % 255)}), '\\x${'00'.repeat(32)}')`
  return round % 3 === 0 && name !== 'kind' && name !== 'actor_id' && name !== 'db_role'
    ? `case when ${name} is null then '' end`
    : `coalesce(${name}, '') || 'x'`
}
