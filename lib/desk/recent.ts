import type { Actor } from '#lib/access/actor.ts'
import { listLookups } from '#lib/lookups/list.ts'
import type { LookupView } from '#lib/lookups/public.ts'

/** A look-up of a board, with what a line of the list shows. */
export type RecentLookup = Pick<
  LookupView,
  'id' | 'connection' | 'outcome' | 'status' | 'absence' | 'fault' | 'providerStatus' | 'deadlineAt'
>

/** What somebody asked lately about one transaction: a board, its first connection first. */
export interface RecentBoard {
  readonly boardId: string
  readonly subject: LookupView['subject']
  readonly askedAt: string
  readonly reason: string | null
  readonly lookups: readonly RecentLookup[]
}

const mostRead = 60
const mostBoards = 10

/** The ten newest boards that the actor asked something on. */
export async function listRecentBoards(actor: Actor): Promise<readonly RecentBoard[]> {
  const { data, nextCursor } = await listLookups(actor, { by: 'me' }, mostRead)
  const boards = [...Map.groupBy(data, ({ boardId }) => boardId)].map(([boardId, views]) =>
    toBoard(boardId, views),
  )
  // The last board may go on behind the end of what was read.
  const whole = nextCursor === null || boards.length === 1 ? boards : boards.slice(0, -1)
  return whole.slice(0, mostBoards)
}

function toBoard(boardId: string, newestFirst: readonly LookupView[]): RecentBoard {
  const views = newestOfEach(newestFirst).toReversed()
  const about = views.find(({ subject }) => subject.transactionId !== null) ?? views[0]
  return {
    boardId,
    subject: about?.subject ?? { transactionId: null, playerId: null, roundId: null, gameId: null },
    askedAt: newestFirst[0]?.askedAt ?? '',
    reason: newestFirst.find(({ reason }) => reason !== null)?.reason ?? null,
    lookups: views.map(({ id, connection, outcome, status, absence, fault, providerStatus, deadlineAt }) => ({
      id,
      connection,
      outcome,
      status,
      absence,
      fault,
      providerStatus,
      deadlineAt,
    })),
  }
}

/** A connection asked again stands with its newest look-up. */
function newestOfEach(newestFirst: readonly LookupView[]): readonly LookupView[] {
  const seen = new Set<string>()
  return newestFirst.filter(({ connection }) => {
    const fresh = !seen.has(connection)
    seen.add(connection)
    return fresh
  })
}
