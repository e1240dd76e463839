import { ask } from '#lib/lookups/ask.ts'
import { awaitRequest } from '#lib/lookups/follow.ts'
import type { LookupView } from '#lib/lookups/public.ts'
import { actorOf } from './desk.ts'

export const support = actorOf('support')

/** Asks one question, and gives what was recorded of it. */
export async function look(
  connection: string,
  input: Record<string, unknown>,
  actor = support,
): Promise<LookupView> {
  const asked = await ask(actor, { questions: [{ connection, input }], reason: null, origin: 'desk' })
  await asked.settled
  const [view] = await awaitRequest(actor, asked.requestId, 0)
  if (!view) throw new Error('Nothing was recorded.')
  return view
}

export const fantasyExample = {
  token: '3dc8fe01-2018-486e-9632-35aef21028a5',
  player_id: '1',
  site_id: '1',
  provider_id: '1',
  game_id: 'example',
  currency: 'EUR',
  amount: '50.50',
  round_id: 'ebe18296b1d7d42e1d2181d43a1c9cb5',
  transaction_id: 'd47ac10b-58cc-4372-a567-0e02b2c3d479',
  action: 'debit',
}
