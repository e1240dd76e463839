import { mkdtempSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { systemActor } from '#lib/access/actor.ts'
import { getCheckpointDir, getPublicKeyFile } from '#lib/audit/checkpoint-dir.ts'
import type { AuditEvent } from '#lib/audit/event.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { openSealer } from '#lib/audit/seal/sealer.ts'

/** Gives this process keys and checkpoints of its own, in a new directory. */
export function useOwnKeys(): string {
  const directory = mkdtempSync(join(tmpdir(), 'statusdesk-seal-'))
  process.env['DATA_DIR'] = directory
  return directory
}

/** Records events of several kinds, one after the other. */
export async function recordSome(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await recordEvent(systemActor(`test-${n % 3}`), eventOf(n))
}

function eventOf(n: number): AuditEvent {
  if (n % 3 === 0) return { kind: 'token.created', tokenId: `token-${n}`, role: 'support' }
  if (n % 3 === 1)
    return { kind: 'connection.tested', connectionId: `c-${n}`, ok: n % 2 === 0, fault: 'timeout' }
  return { kind: 'lookup.refused', connectionId: null, fields: ['amount'], reason: `wrong ${n}` }
}

/** Seals everything there is and signs a checkpoint. */
export async function sealAll(): Promise<void> {
  const sealer = openSealer({ checkpointMs: 0, idleCheckpointMs: 0 })
  try {
    await sealer.round()
  } finally {
    await sealer.close()
  }
}

/** What the verifier needs. */
export async function verifyOptions() {
  const publicKey = await readFile(getPublicKeyFile(), 'utf8')
  return { publicKey, checkpointDir: getCheckpointDir(), settleMs: 0 }
}

const tables = ['event', 'seal', 'node', 'checkpoint', 'frontier']

/** The database's owner, with all triggers off, who can put everything back as it was. */
export async function openAttacker() {
  const sql = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
  for (const table of tables) await sql.unsafe(`alter table audit.${table} disable trigger all`)
  const keep = async () => {
    for (const table of tables)
      await sql.unsafe(
        `drop table if exists kept_${table}; create table kept_${table} as select * from audit.${table}`,
      )
  }
  const restore = async () => {
    for (const table of tables)
      await sql.unsafe(
        `delete from audit.${table}; insert into audit.${table} overriding system value select * from kept_${table}`,
      )
  }
  await keep()
  return { sql, keep, restore, end: () => sql.end() }
}
