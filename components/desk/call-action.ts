import type { ActionResult } from '#lib/access/perform.ts'

/** Calls a server action. A line that is down, or a server that fails, is a problem like any other. */
export async function callAction<Data>(call: () => Promise<ActionResult<Data>>): Promise<ActionResult<Data>> {
  try {
    return await call()
  } catch {
    return { ok: false, problem: { kind: 'unavailable', message: unreachable } }
  }
}

const unreachable = 'The desk did not answer. What you typed is still here; try again in a few seconds.'
