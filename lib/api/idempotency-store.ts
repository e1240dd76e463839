import { getSql } from '#db/client.ts'

/**
 * Takes an idempotency key of an actor for a request, in one statement: `taken` when it was free, else what stands under
 * it. Keys are forgotten after a day.
 */
export async function takeKey(
  actorId: string,
  key: string,
  requestSha256: string,
  objectId: string,
): Promise<'taken' | 'same' | 'other'> {
  const sql = getSql()
  const { count } = await sql`
    insert into idempotency_key (actor_id, key, request_sha256, request_id)
    values (${actorId}, ${key}, ${requestSha256}, ${objectId}) on conflict do nothing`
  if (count > 0) return 'taken'
  const [standing] = await sql<{ same: boolean }[]>`
    select request_sha256 = ${requestSha256} as same from idempotency_key where actor_id = ${actorId} and key = ${key}`
  return standing?.same === true ? 'same' : 'other'
}

/** Gives a key back under which nothing was done. */
export async function giveKeyBack(actorId: string, key: string): Promise<void> {
  await getSql()`delete from idempotency_key where actor_id = ${actorId} and key = ${key}`
}
