'use server'

import { getRequestHeaders, signInHereBy } from '#lib/access/current-session.ts'
import { codePath } from '#lib/access/next-path.ts'
import { type ActionResult, settle } from '#lib/access/perform.ts'
import {
  readLink as readLinkOf,
  setPassword as setPasswordOf,
  signInByLink as signInBy,
} from '#lib/access/use-link.ts'

type ReadLink = Awaited<ReturnType<typeof readLinkOf>>

export async function readLink(input: { readonly secret: string }): Promise<ActionResult<ReadLink>> {
  return settle(async () => readLinkOf(input, await getRequestHeaders()))
}

export async function setPassword(input: {
  readonly secret: string
  readonly password: string
}): Promise<ActionResult<void>> {
  return settle(async () => setPasswordOf(input, await getRequestHeaders()))
}

/** Gives where to go next: in, or to where a code is asked for. */
export async function signInByLink(input: { readonly secret: string }): Promise<ActionResult<string>> {
  const result = await settle(() => signInHereBy((headers) => signInBy(input, headers)))
  if (result.ok) return { ok: true, data: '/' }
  return result.problem.kind === 'second_factor_needed' ? { ok: true, data: codePath('/') } : result
}
