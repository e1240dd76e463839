import { asc, eq } from 'drizzle-orm'
import { arrayLiteral } from '#db/array.ts'
import { getDb, getSql } from '#db/client.ts'
import { apiToken, person } from '#db/schema/people.ts'
import type { EventRow } from '#lib/audit/writer.ts'
import type { Role } from './roles.ts'

export interface Person {
  readonly id: string
  readonly name: string
  /** In lower case. */
  readonly email: string
  readonly role: Role
}

/** A token without the token itself, which is not kept. */
export interface ApiToken {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly lastUsedAt: Date | null
}

const personColumns = { id: person.id, name: person.name, email: person.email, role: person.role }

const tokenColumns = {
  id: apiToken.id,
  name: apiToken.name,
  role: apiToken.role,
  createdBy: apiToken.createdBy,
  createdAt: apiToken.createdAt,
  expiresAt: apiToken.expiresAt,
  revokedAt: apiToken.revokedAt,
  lastUsedAt: apiToken.lastUsedAt,
}

/** The person with an address, compared without case. */
export async function findPerson(email: string): Promise<Person | null> {
  const [found] = await getDb()
    .select(personColumns)
    .from(person)
    .where(eq(person.email, email.toLowerCase()))
  return found ?? null
}

/** The person with an id. */
export async function findPersonById(id: string): Promise<Person | null> {
  const [found] = await getDb().select(personColumns).from(person).where(eq(person.id, id))
  return found ?? null
}

/** Everybody, by address. */
export async function listPeople(): Promise<readonly Person[]> {
  return getDb().select(personColumns).from(person).orderBy(asc(person.email))
}

/** False, and nothing is written, when the address is taken. */
export async function insertPerson(created: Person, passwordHash: string, event: EventRow): Promise<boolean> {
  const [row] = await getSql()<{ created: boolean }[]>`
    select create_person(${JSON.stringify(created)}::text::jsonb, ${passwordHash},
      ${JSON.stringify([event])}::text::jsonb) created`
  return row?.created === true
}

/** All tokens, the newest first, revoked and expired ones among them. */
export async function listTokens(): Promise<readonly ApiToken[]> {
  const tokens = await getDb().select(tokenColumns).from(apiToken).orderBy(asc(apiToken.createdAt))
  return tokens.toReversed()
}

/** One token by its id. */
export async function findToken(id: string): Promise<ApiToken | null> {
  const [found] = await getDb().select(tokenColumns).from(apiToken).where(eq(apiToken.id, id))
  return found ?? null
}

/** A token with its event, in one statement. */
export async function insertToken(
  token: Pick<ApiToken, 'id' | 'name' | 'role' | 'createdBy' | 'expiresAt'>,
  sha256: string,
  event: EventRow,
): Promise<void> {
  const { id, name, role, createdBy, expiresAt } = token
  await getSql()`
    with created as (
      insert into api_token (id, name, role, sha256, created_by, expires_at)
      values (${id}, ${name}, ${role}, decode(${sha256}, 'hex'), ${createdBy}, ${expiresAt?.toISOString() ?? null})
      returning id
    )
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from created`
}

/** Ends a token with its event, in one statement. False when it had been ended already. */
export async function endToken(id: string, event: EventRow): Promise<boolean> {
  const rows = await getSql()`
    with ended as (
      update api_token set revoked_at = clock_timestamp() where id = ${id} and revoked_at is null returning id
    )
    select audit.record_events(${JSON.stringify([event])}::text::jsonb) from ended`
  return rows.length > 0
}

/** The token that a digest belongs to, unless it has ended; notes the use, at most once a minute. */
export async function useToken(sha256: string): Promise<Pick<ApiToken, 'id' | 'name' | 'role'> | null> {
  const [found] = await getSql()<{ id: string; name: string; role: Role }[]>`
    with found as (
      select id, name, role, last_used_at from api_token
      where sha256 = decode(${sha256}, 'hex') and revoked_at is null
        and (expires_at is null or expires_at > clock_timestamp())
    ), noted as (
      update api_token t set last_used_at = clock_timestamp() from found
      where t.id = found.id
        and (found.last_used_at is null or found.last_used_at < clock_timestamp() - interval '1 minute')
    )
    select id, name, role from found`
  return found ?? null
}

/** Notes that a session is in use. */
export async function touchSession(token: string): Promise<void> {
  await getSql()`update session set last_seen_at = clock_timestamp() where token = ${token}`
}

/** Ends a session. */
export async function deleteSession(token: string): Promise<void> {
  await getSql()`delete from session where token = ${token}`
}

/** The names of people and tokens by the ids of the actors they were; those of neither are missing. */
export async function findActorNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await getSql()<{ id: string; name: string }[]>`
    select id, name from person where id = any (${arrayLiteral(ids)}::text[])
    union all
    select 'token:' || id, name from api_token where 'token:' || id = any (${arrayLiteral(ids)}::text[])`
  return new Map(rows.map(({ id, name }) => [id, name]))
}
