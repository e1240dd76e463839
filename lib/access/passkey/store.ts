import { getSql } from '#db/client.ts'
import type { EventRow } from '#lib/audit/writer.ts'

/** A passkey as its owner sees it. */
export interface OwnPasskey {
  /** The credential id, base64url. */
  readonly id: string
  readonly name: string
  /** Whether it is on other devices of theirs too. */
  readonly synced: boolean
  /** ISO 8601. */
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

/** A passkey as signatures are checked by it. */
export interface CheckedPasskey {
  readonly id: string
  readonly personId: string
  readonly publicKey: Uint8Array<ArrayBuffer>
  readonly counter: number
}

export interface NewPasskey extends CheckedPasskey {
  readonly name: string
  readonly transports: readonly string[]
  readonly synced: boolean
}

/** The passkeys of a person, the newest first. */
export async function listPasskeys(personId: string): Promise<readonly OwnPasskey[]> {
  return getSql()<OwnPasskey[]>`
    select id, name, synced, iso(created_at) "createdAt", iso(last_used_at) "lastUsedAt"
    from passkey where person_id = ${personId} order by created_at desc, id`
}

/** The ids of a person's passkeys, and how a browser reaches each. */
export async function listCredentials(personId: string): Promise<{ id: string; transports: string[] }[]> {
  const rows = await getSql()<{ id: string; transports: string }[]>`
    select id, transports from passkey where person_id = ${personId}`
  return rows.map(({ id, transports }) => ({ id, transports: transports.split(',').filter(Boolean) }))
}

/** One passkey by its credential id. */
export async function findPasskey(id: string): Promise<CheckedPasskey | null> {
  const [found] = await getSql()<{ person_id: string; public_key: Buffer; counter: string }[]>`
    select person_id, public_key, counter::text from passkey where id = ${id}`
  if (!found) return null
  const { person_id: personId, public_key: publicKey, counter } = found
  return { id, personId, publicKey: new Uint8Array(publicKey), counter: Number(counter) }
}

/**
 * A passkey with its event, in one statement; the session in which it was made has proven it. False when there is one
 * of this id, whoever has it.
 */
export async function insertPasskey(
  made: NewPasskey,
  sessionHash: string,
  event: EventRow,
): Promise<boolean> {
  const { id, personId, name, publicKey, counter, transports, synced } = made
  const rows = await getSql()`
    with added as (
      insert into passkey (id, person_id, name, public_key, counter, transports, synced)
      values (${id}, ${personId}, ${name}, decode(${Buffer.from(publicKey).toString('hex')}, 'hex'), ${counter},
        ${transports.join(',')}, ${synced})
      on conflict (id) do nothing returning person_id
    ), proven as (
      update session set two_factors = true, confirmed_at = clock_timestamp()
      where person_id in (select person_id from added) and session_hash(token) = ${sessionHash}
    )
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from added`
  return rows.length > 0
}

/**
 * Notes a signature with its event, in one statement. False when the counter was reached before, as by a copy of the
 * authenticator or by the same signature sent twice at once; an authenticator that does not count stays at 0.
 */
export async function usePasskey(id: string, counter: number, event: EventRow): Promise<boolean> {
  const rows = await getSql()`
    with used as (
      update passkey set counter = ${counter}, last_used_at = clock_timestamp()
      where id = ${id} and (counter < ${counter} or (counter = 0 and ${counter} = 0)) returning id
    )
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from used`
  return rows.length > 0
}

/** Takes a passkey of a person away. False when there is no such one. */
export async function deletePasskey(personId: string, id: string, event: EventRow): Promise<boolean> {
  const rows = await getSql()`
    with gone as (delete from passkey where id = ${id} and person_id = ${personId} returning id)
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from gone`
  return rows.length > 0
}
