import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { findActorNames } from '#lib/access/store.ts'
import { type PendingFilter, pendingFilter, usualPeriod } from '#lib/pending/filter.ts'
import { readOpenIds, readOpenQuestions } from '#lib/pending/store.ts'
import type { FoundQuestion } from './found-store.ts'
import { mostRows } from './intake/limits.ts'
import { type Outlive, receiveFound } from './receive-found.ts'

/** The whole of a filter, from whatever page of the board it comes. */
export const checkPendingInput = pendingFilter.omit({ cursor: true })

/**
 * Makes a batch of the transactions that are open and that a filter finds, in the order of the board. Gives the id at
 * once. Throws `denied` problems.
 */
export async function receivePending(
  actor: Actor,
  filter: PendingFilter,
  outlive: Outlive,
): Promise<{ readonly id: string }> {
  await assertCan(actor, 'batch.run')
  await assertCan(actor, 'pending.read')
  const list = {
    kind: 'pending',
    filter: Object.fromEntries(
      Object.entries({ ...filter, asked: filter.asked ?? usualPeriod }).flatMap(([name, value]) =>
        value ? [[name, value]] : [],
      ),
    ),
    saidColumns: ['status_before', 'open_since_utc', 'asked_before_utc', 'asked_before_by'],
    pages: readPages(filter),
    none: 'Nothing that this filter finds is open any more.',
  } as const
  return receiveFound(actor, list, outlive)
}

const pageSize = 1000

/** What is open is found once, since each page would have to find it anew. */
async function* readPages(filter: PendingFilter): AsyncGenerator<readonly FoundQuestion[]> {
  // One more, so that too many are noticed.
  const open = await readOpenIds(filter, mostRows + 1)
  for (let from = 0; from < open.length; from += pageSize) {
    const page = open.slice(from, from + pageSize)
    const read = await readOpenQuestions(page.map(({ id }) => id))
    const questions = new Map(read.map((question) => [question.id, question]))
    const names = await findActorNames([...new Set(read.map(({ askedBy }) => askedBy))])
    yield page.flatMap(({ id, since }) => {
      const question = questions.get(id)
      if (question === undefined) return []
      const { connectionId, input, status, askedAt, askedBy } = question
      return [{ connectionId, input, said: [status, since, askedAt, names.get(askedBy) ?? askedBy] }]
    })
  }
}
