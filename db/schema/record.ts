import {
  boolean,
  customType,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Amount, Balance, Notice } from '#lib/providers/answer.ts'
import type {
  Absence,
  Fault,
  Operation,
  Origin,
  Outcome,
  Phase,
  Status,
  StatusReason,
} from '#lib/providers/vocabulary.ts'

/** The tables of 0001-record.sql, with what 0006-evidence.sql added, as queries read them; triggers, grants and functions stand there alone. */

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 6 })

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const lookup = pgTable('lookup', {
  id: uuid().primaryKey(),
  requestId: uuid('request_id').notNull(),
  ordinal: integer().notNull(),
  boardId: uuid('board_id').notNull(),
  connectionId: text('connection_id').notNull(),
  provider: text().notNull(),
  input: jsonb().$type<Record<string, string>>().notNull(),
  transactionId: text('transaction_id'),
  playerId: text('player_id'),
  roundId: text('round_id'),
  gameId: text('game_id'),
  reason: text(),
  origin: text().$type<Origin>().notNull(),
  askedBy: text('asked_by').notNull(),
  askedAt: instant('asked_at').notNull(),
  deadlineAt: instant('deadline_at').notNull(),
})

export const lookupOutcome = pgTable('lookup_outcome', {
  id: uuid().primaryKey(),
  lookupId: uuid('lookup_id').notNull(),
  late: boolean().notNull(),
  answeredAt: instant('answered_at').notNull(),
  durationMs: integer('duration_ms').notNull(),
  outcome: text().$type<Outcome>().notNull(),
  status: text().$type<Status>(),
  absence: text().$type<Absence>(),
  fault: text().$type<Fault>(),
  phase: text().$type<Phase>(),
  final: boolean(),
  statusReason: text('status_reason').$type<StatusReason>(),
  providerCode: text('provider_code'),
  providerText: text('provider_text'),
  operation: text().$type<Operation>(),
  providerOperation: text('provider_operation'),
  amounts: jsonb().$type<readonly Amount[]>().notNull(),
  balances: jsonb().$type<readonly Balance[]>().notNull(),
  createdText: text('created_text'),
  createdAt: instant('created_at'),
  resolvedText: text('resolved_text'),
  resolvedAt: instant('resolved_at'),
  referenceTransactionId: text('reference_transaction_id'),
  traceId: text('trace_id'),
  notices: jsonb().$type<readonly Notice[]>().notNull(),
  mappingVersion: text('mapping_version'),
  exchangeIds: uuid('exchange_ids').array().notNull(),
  digestVersion: smallint('digest_version').notNull(),
  drifted: boolean().notNull(),
  wordsSha256: bytes('words_sha256'),
})
