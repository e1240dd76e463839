import type { Actor } from '#lib/access/actor.ts'
import { deriveKey } from '#lib/access/keys.ts'
import type { OpenConnection } from '#lib/connections/open.ts'
import { composeIntents, type Intent } from '#lib/lookups/intents.ts'
import { type CheckedQuestion, checkQuestions, type RequestIssue } from '#lib/lookups/questions.ts'
import { commitBatchIntents, type Prove } from '#lib/lookups/store.ts'
import { type ClaimedItem, claimItems, type LaneKey, rejectItems } from './engine-store.ts'
import { openInput } from './secret-cells.ts'

/** A row on its way: its look-up is committed, and it is to be asked. */
export interface HeldItem {
  readonly item: ClaimedItem
  readonly intent: Intent
}

/** Rows that are asked about in one call. */
export interface PreparedCall {
  readonly held: readonly HeldItem[]
  readonly prove: Prove
}

export interface Claiming {
  readonly key: LaneKey
  readonly run: string
  readonly connection: OpenConnection
  readonly actor: Actor
  readonly reason: string | null
  /** Most rows. */
  readonly most: number
  readonly probing: boolean
  /** How long they may wait for their turn. */
  readonly longestWaitMs: number
  /** Told of the rows that are claimed from here on. */
  readonly hold: (ordinals: readonly number[]) => void
  readonly at: (point: 'claimed' | 'intended') => void
}

/**
 * Claims rows and commits their look-ups, in a statement each. Gives the calls to make, none when nothing waits. Throws
 * when the database is away: what was claimed and committed by then is to be recovered.
 */
export async function claimCalls(claiming: Claiming): Promise<readonly PreparedCall[]> {
  const { key, run, connection, actor, reason, most, probing, longestWaitMs, hold, at } = claiming
  const items = await claimItems(key, run, most, probing)
  at('claimed')
  const checked = items.map((item) => ({ item, ...checkItem(key, item, connection) }))
  await reject(claiming, checked)
  const good = checked.flatMap(({ item, question }) => (question ? [{ item, question }] : []))
  if (good.length === 0) return []

  const { intents, rows, events } = composeIntents(
    good.map(({ question }) => question),
    {
      actor,
      requestId: key.batchId,
      reason,
      origin: 'batch',
      boardId: null,
      maskKey: deriveKey('mask'),
      ordinals: good.map(({ item }) => item.ordinal),
      longestMs: longestWaitMs + connection.target.limits.timeoutMs,
    },
  )
  const attempts = rows.map((row, index) => ({ ...row, attempt: good[index]?.item.attempt ?? 0 }))
  const { ids, prove } = await commitBatchIntents(run, attempts, events)
  const held = good.flatMap(({ item }, index) => {
    const intent = intents[index]
    return intent && ids.has(intent.id) ? [{ item, intent }] : []
  })
  hold(held.map(({ item }) => item.ordinal))
  at('intended')
  return callsOf(held, connection.adapter.rowsPerCall).map((some) => ({ held: some, prove }))
}

/** Rows that were asked in vain together go into calls a tenth as large each time, in which those in their way become few. */
function callsOf(held: readonly HeldItem[], rowsPerCall: number): readonly (readonly HeldItem[])[] {
  const byAsked = Map.groupBy(held, ({ item }) => item.asked)
  return [...byAsked].flatMap(([asked, some]) => {
    const size = Math.max(1, Math.ceil(rowsPerCall / 10 ** asked))
    return Array.from({ length: Math.ceil(some.length / size) }, (_, index) =>
      some.slice(index * size, (index + 1) * size),
    )
  })
}

/** The mark that stands for a secret would be sent in its place. */
const secretGone = 'Its secret cells cannot be opened any more. Bring the list again.'

interface Checked {
  readonly question: CheckedQuestion | null
  readonly issues: readonly RequestIssue[]
}

function checkItem({ batchId }: LaneKey, item: ClaimedItem, connection: OpenConnection): Checked {
  const input = openInput(batchId, item)
  if (input === null) return { question: null, issues: [{ path: 'input', message: secretGone }] }
  const given = { connection: connection.id, input }
  const checked = checkQuestions([given], new Map([[connection.id, connection]]))
  if (!checked.ok) return { question: null, issues: checked.issues }
  return { question: checked.questions[0] ?? null, issues: [] }
}

async function reject({ key, run }: Claiming, checked: readonly ({ item: ClaimedItem } & Checked)[]) {
  const bad = checked.filter(({ question }) => question === null)
  if (bad.length === 0) return
  await rejectItems(
    key.batchId,
    run,
    bad.map(({ item: { ordinal, attempt }, issues }) => ({
      ordinal,
      attempt,
      problems: issues.map(({ message }) => ({ column: null, reason: message })),
    })),
  )
}
