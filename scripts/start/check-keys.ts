import postgres from 'postgres'
import { parseEnv } from '#lib/env.ts'
import { assertMasterKeys } from '#lib/evidence/check-master-keys.ts'

/** Throws, naming the variable, when evidence in a migrated database is under another master key than the parts will be given. */
export async function checkKeys(
  ownerUrl: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const parsed = parseEnv(environment)
  if (!parsed.ok) throw new Error(parsed.faults.join('\n'))
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {}, connect_timeout: 10, fetch_types: false })
  try {
    await assertMasterKeys(sql, parsed.env)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
