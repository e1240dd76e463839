import type { lookup, lookupOutcome } from '#db/schema/record.ts'
import type { StoredRow } from '#lib/evidence/open.ts'
import { openHead, readWords, type SealedExchangeRow } from './opened.ts'
import type { LookupView, PublicExchange, PublicLookup } from './public.ts'

/** An exchange as the query that reads look-ups gives it, its head still sealed. */
export interface ExchangeRow extends Omit<PublicExchange, 'url' | 'responseSha256'>, SealedExchangeRow {}

/** A look-up with its accepted outcome, as the query gives it. */
export interface LookupRow {
  readonly lookup: typeof lookup.$inferSelect
  readonly outcome: typeof lookupOutcome.$inferSelect | null
  readonly askedByName: string | null
  readonly exchanges: readonly ExchangeRow[]
  readonly words: StoredRow | null
}

/** The row as the screens show it. */
export function toView({
  lookup: asked,
  outcome,
  askedByName,
  exchanges: rows,
  words,
}: LookupRow): LookupView {
  const made = rows.map((row) => ({ row, head: openHead(row) }))
  const said = readWords(asked.id, outcome, words)
  return {
    id: asked.id,
    connection: asked.connectionId,
    provider: asked.provider,
    subject: {
      transactionId: asked.transactionId,
      playerId: asked.playerId,
      roundId: asked.roundId,
      gameId: asked.gameId,
    },
    askedAt: asked.askedAt.toISOString(),
    askedBy: asked.askedBy,
    reason: asked.reason,
    origin: asked.origin,
    answeredAt: outcome?.answeredAt.toISOString() ?? null,
    durationMs: outcome?.durationMs ?? null,
    outcome: outcome?.outcome ?? null,
    status: outcome?.status ?? null,
    absence: outcome?.absence ?? null,
    fault: outcome?.fault ?? null,
    final: outcome?.final ?? null,
    statusReason: outcome?.statusReason ?? null,
    providerStatus: { code: outcome?.providerCode ?? null, text: said.text },
    operation: outcome?.operation ?? null,
    providerOperation: outcome?.providerOperation ?? null,
    amounts: outcome?.amounts ?? [],
    balances: outcome?.balances ?? [],
    times: {
      created: publicTime(outcome?.createdText, outcome?.createdAt),
      resolved: publicTime(outcome?.resolvedText, outcome?.resolvedAt),
    },
    references: { transactionId: outcome?.referenceTransactionId ?? null, traceId: outcome?.traceId ?? null },
    notices: said.notices,
    mappingVersion: outcome?.mappingVersion ?? null,
    exchanges: made.map(({ row, head }) => ({
      n: row.n,
      method: row.method,
      url: head.url,
      httpVersion: row.httpVersion,
      status: row.status,
      startedAt: row.startedAt,
      durationMs: row.durationMs,
      responseBytes: row.responseBytes,
      responseSha256: head.receivedSha256,
    })),
    boardId: asked.boardId,
    requestId: asked.requestId,
    askedByName: askedByName ?? asked.askedBy,
    phase: outcome?.phase ?? null,
    faultText: outcome?.fault ? (made.at(-1)?.head.faultText ?? null) : null,
    input: asked.input,
    deadlineAt: asked.deadlineAt.toISOString(),
    providerTimes: {
      created: providerTime(outcome?.createdText, outcome?.createdAt),
      resolved: providerTime(outcome?.resolvedText, outcome?.resolvedAt),
    },
  }
}

/** ISO 8601 stays as the provider wrote it, microseconds too; anything else as the instant it stands for. */
function publicTime(text: string | null | undefined, at: Date | null | undefined): string | null {
  if (text == null) return null
  return at && !/^\d{4}-/.test(text) ? at.toISOString() : text
}

function providerTime(text: string | null | undefined, at: Date | null | undefined) {
  return text == null ? null : { text, at: at?.toISOString() ?? null }
}

/** The public shape alone, for whoever is outside. */
export function toPublic(view: LookupView): PublicLookup {
  const { boardId, requestId, askedByName, phase, faultText, input, deadlineAt, providerTimes, ...shape } =
    view
  return shape
}
