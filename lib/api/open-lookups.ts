import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { findOpen } from '#lib/lookups/open.ts'
import { respondJson } from './handle.ts'

/** Which rows of a list still wait for an outcome. */
export interface OpenLookups {
  readonly open: readonly string[]
}

const asked = z.array(z.uuid()).max(200, 'are at most 200')

/** GET /lookups/open?id=…&id=…: those of them that have no outcome yet. It is never held. */
export async function getOpenLookups(actor: Actor, request: Request): Promise<Response> {
  const ids = parseInput(asked, new URL(request.url).searchParams.getAll('id'))
  const open: OpenLookups = { open: await findOpen(actor, ids) }
  return respondJson(open)
}
