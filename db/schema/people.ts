import { sql } from 'drizzle-orm'
import { boolean, customType, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Role } from '#lib/access/roles.ts'
import type { SignInMethod } from '#lib/access/sign-in-method.ts'

/** The tables of 0002-people.sql with 0005-access.sql and 0007-second-factor.sql. The names of the properties of the first four are the authentication library's. */

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 6 })
const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const person = pgTable('person', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean('email_verified').notNull(),
  image: text(),
  role: text().$type<Role>().notNull(),
  disabledAt: instant('disabled_at'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const session = pgTable('session', {
  id: text().primaryKey(),
  token: text().notNull().unique(),
  userId: text('person_id').notNull(),
  expiresAt: instant('expires_at').notNull(),
  lastSeenAt: instant('last_seen_at').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  confirmedAt: instant('confirmed_at')
    .notNull()
    .default(sql`clock_timestamp()`),
  method: text().$type<SignInMethod>().notNull(),
  twoFactors: boolean('two_factors').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const account = pgTable('account', {
  id: text().primaryKey(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  userId: text('person_id').notNull(),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: instant('access_token_expires_at'),
  refreshTokenExpiresAt: instant('refresh_token_expires_at'),
  scope: text(),
  password: text(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const verification = pgTable('verification', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const apiToken = pgTable('api_token', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  role: text().$type<Role>().notNull(),
  sha256: bytes().notNull().unique(),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  expiresAt: instant('expires_at'),
  revokedAt: instant('revoked_at'),
  lastUsedAt: instant('last_used_at'),
})
