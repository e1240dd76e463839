import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from './actor.ts'
import { assertCan } from './deny.ts'
import { assertFresh } from './fresh.ts'
import { ProblemError } from './problem.ts'
import type { RequestOrigin } from './request.ts'
import { type Role, roles } from './roles.ts'
import {
  type ApiToken,
  endToken,
  findActorNames,
  findToken,
  insertToken,
  listTokens,
  useToken,
} from './store.ts'

export const newTokenSchema = z.object({
  name: z.string().trim().min(1, 'must not be empty').max(100, 'must be at most 100 characters'),
  role: z.enum(roles, `must be one of ${roles.join(', ')}`),
  expiresAt: z.coerce.date('must be a date').optional(),
})
export type NewToken = z.output<typeof newTokenSchema>

/** Makes an API token. The token itself is in the answer and nowhere else: it cannot be shown again. */
export async function createToken(
  actor: Actor,
  { name, role, expiresAt }: NewToken,
): Promise<{ readonly id: string; readonly token: string }> {
  await assertCan(actor, 'token.manage')
  await assertFresh(actor)
  const id = randomUUID()
  const token = `sdk_${randomBytes(32).toString('base64url')}`
  const event = composeEvent(actor, { kind: 'token.created', tokenId: id, role })
  const row = { id, name, role, createdBy: actor.id, expiresAt: expiresAt ?? null }
  await writeEvent(event, () => insertToken(row, digestToken(token), event))
  return { id, token }
}

/** A token as its administrators see it. */
export interface ManagedToken {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly state: 'open' | 'expired' | 'revoked'
  readonly createdBy: string
  readonly createdByName: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
}

/** All tokens, the newest first, without what opens anything. */
export async function listManagedTokens(actor: Actor): Promise<readonly ManagedToken[]> {
  await assertCan(actor, 'token.manage')
  const tokens = await listTokens()
  const names = await findActorNames([...new Set(tokens.map(({ createdBy }) => createdBy))])
  return tokens.map(({ id, name, role, createdBy, createdAt, expiresAt, revokedAt, lastUsedAt }) => ({
    id,
    name,
    role,
    state: revokedAt ? 'revoked' : expiresAt && expiresAt.getTime() <= Date.now() ? 'expired' : 'open',
    createdBy,
    createdByName: names.get(createdBy) ?? createdBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }))
}

/** The tokens that a person made and that still open something: disabling the person ends none of them. */
export async function listOpenTokensBy(actor: Actor, personId: string): Promise<readonly ManagedToken[]> {
  const tokens = await listManagedTokens(actor)
  return tokens.filter(({ createdBy, state }) => createdBy === personId && state === 'open')
}

/** Ends a token at once. Throws a problem when there is none, or when it has been ended before. */
export async function revokeToken(actor: Actor, id: string): Promise<ApiToken> {
  await assertCan(actor, 'token.manage')
  const token = z.uuid().safeParse(id).success ? await findToken(id) : null
  if (!token) throw new ProblemError({ kind: 'not_found', message: `There is no token ${id}.` })
  const revoked = new ProblemError({ kind: 'conflict', message: `The token ${id} has been revoked already.` })
  if (token.revokedAt) throw revoked
  const event = composeEvent(actor, { kind: 'token.revoked', tokenId: id, role: token.role })
  if (!(await writeEvent(event, () => endToken(id, event)))) throw revoked
  return token
}

/** Who an `Authorization` header speaks for; null without a token, and when it is unknown, revoked or expired. */
export async function findTokenActor(
  authorization: string | null,
  origin: RequestOrigin,
): Promise<Actor | null> {
  const token = /^Bearer +(sdk_[\w-]{43})$/i.exec(authorization ?? '')?.[1]
  const found = token === undefined ? null : await useToken(digestToken(token))
  if (!found) return null
  const { id, name, role } = found
  return { ...origin, kind: 'token', id: `token:${id}`, name, role, sessionHash: null, tokenId: id }
}

function digestToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
