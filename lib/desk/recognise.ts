import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { getLookupRowLimit } from '#lib/access/capabilities.ts'
import { propose, type Proposals } from '#lib/recognise/propose.ts'
import { longestPaste } from '#lib/recognise/recognise.ts'

export const deskPaste = z.strictObject({ text: z.string().max(longestPaste) })

/** What a paste could be asked, for as many of its transactions as the actor may ask about at once. */
export function recogniseForDesk(actor: Actor, { text }: z.output<typeof deskPaste>): Promise<Proposals> {
  return propose(actor, text, getLookupRowLimit(actor))
}
