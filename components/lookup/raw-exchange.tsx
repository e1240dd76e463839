import type { Actor } from '#lib/access/actor.ts'
import { settle } from '#lib/access/perform.ts'
import { findExchange } from '#lib/lookups/evidence.ts'
import { ProblemState } from '#components/problem-state.tsx'
import { RawViewer } from '#components/raw-viewer/raw-viewer.tsx'

interface RawExchangeProps {
  readonly actor: Actor
  readonly lookupId: string
  readonly n: number
}

/** One exchange as stored, laid out on the server: the browser gets text, never numbers. */
export async function RawExchange({ actor, lookupId, n }: RawExchangeProps) {
  const found = await settle(() => findExchange(actor, lookupId, n, 'page'))
  if (!found.ok) return <ProblemState problem={found.problem} />
  if (found.data === null)
    return <p className="text-[13px] text-muted-foreground">There is no exchange {n} of this look-up.</p>
  return <RawViewer exchange={found.data} href={`/lookups/${lookupId}/exchanges/${n}`} />
}
