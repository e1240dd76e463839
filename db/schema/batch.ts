import {
  bigint,
  boolean,
  customType,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

/** The tables of 0012-batch.sql, 0013-batch-intake.sql and 0019-batch-retention.sql, as queries read them; functions and grants stand there alone. */

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 6 })

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const batch = pgTable('batch', {
  id: uuid().primaryKey(),
  state: text().notNull(),
  name: text().notNull(),
  source: text().notNull(),
  columns: jsonb().$type<readonly string[]>().notNull(),
  format: jsonb().notNull(),
  mapping: jsonb(),
  notes: jsonb().$type<readonly string[]>().notNull(),
  bytes: bigint({ mode: 'number' }),
  sha256: bytes(),
  reuseMinutes: integer('reuse_minutes'),
  reason: text(),
  refusal: text(),
  scheduleId: uuid('schedule_id'),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  readAt: instant('read_at').notNull(),
  startedBy: text('started_by'),
  startedAt: instant('started_at'),
  approvedBy: text('approved_by'),
  approvedAt: instant('approved_at'),
  finishedAt: instant('finished_at'),
  cellsHeld: integer('cells_held'),
})

export const batchItem = pgTable(
  'batch_item',
  {
    batchId: uuid('batch_id').notNull(),
    ordinal: integer().notNull(),
    line: integer().notNull(),
    cells: jsonb().$type<readonly string[]>().notNull(),
    connectionId: text('connection_id'),
    input: jsonb().$type<Readonly<Record<string, string>>>(),
    transactionId: text('transaction_id'),
    problems: jsonb().$type<readonly { readonly column: string | null; readonly reason: string }[]>(),
    duplicateOf: integer('duplicate_of'),
    state: text().notNull(),
    attempt: integer().notNull(),
    asked: integer().notNull(),
    claimedBy: uuid('claimed_by'),
    lane: smallint(),
    readyAt: instant('ready_at'),
    lookupId: uuid('lookup_id'),
    reused: boolean().notNull(),
    outcome: text(),
    status: text(),
    absence: text(),
    fault: text(),
    final: boolean(),
    spoilt: jsonb(),
    secrets: bytes(),
  },
  (table) => [primaryKey({ columns: [table.batchId, table.ordinal] })],
)

export const batchMapping = pgTable('batch_mapping', {
  headerSha256: bytes('header_sha256').primaryKey(),
  mapping: jsonb().notNull(),
  usedBy: text('used_by').notNull(),
  usedAt: instant('used_at').notNull(),
})
