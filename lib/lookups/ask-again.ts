import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { getConnections } from '#lib/connections/open.ts'
import { ask } from './ask.ts'
import { withoutMasked } from './known-inputs.ts'
import type { LookupView } from './public.ts'
import { findBoard } from './read.ts'

/** Which look-ups of a board to ask again, with what is to differ: the secret inputs, at least. */
export const askAgainInput = z.strictObject({
  /** Any look-up of the board. */
  board: z.uuid(),
  questions: z
    .array(z.strictObject({ lookup: z.uuid(), input: z.record(z.string(), z.string()) }))
    .min(1)
    .max(50),
})

/**
 * Asks what look-ups of one board asked once more, for the same reason and onto the same board. Secret inputs are
 * not kept, so they must be given; what the board is about stays as it was, whatever is given. `outlive` keeps
 * the calls alive when the request that started them is over. Problems are those of `ask`.
 */
export async function askAgain(
  actor: Actor,
  { board, questions }: z.output<typeof askAgainInput>,
  outlive: (work: Promise<void>) => void,
): Promise<{ readonly asked: number }> {
  const views = await findBoard(actor, board)
  const earlier = questions.map(({ lookup }) => {
    const view = views.find(({ id }) => id === lookup)
    if (!view) throw new ProblemError({ kind: 'not_found', message: 'This look-up is not on this board.' })
    return view
  })
  const { lookups, settled } = await ask(actor, {
    questions: earlier.map((view, index) => ({
      connection: view.connection,
      input: { ...withoutMasked(view.input), ...questions[index]?.input, ...whatItIsAbout(view) },
    })),
    reason: earlier[0]?.reason ?? null,
    origin: 'desk',
    boardId: earlier[0]?.boardId ?? null,
  })
  outlive(settled)
  return { asked: lookups.length }
}

/** The transaction; for a provider that knows none, the player. */
function whatItIsAbout({ connection, subject, input }: LookupView): Readonly<Record<string, string>> {
  const part = subject.transactionId === null ? 'playerId' : 'transactionId'
  const fields = getConnections().byId.get(connection)?.adapter.inputs ?? []
  return Object.fromEntries(
    fields.flatMap(({ name, subject: names }) => {
      const value = names === part ? input[name] : undefined
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}
