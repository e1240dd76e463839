import postgres from 'postgres'

/** Any number: who starts a cluster's server holds the lock of that number for as long as it lives. */
const supervisor = 7238195

/** Holds the server for this process; gives null when another process already does. */
export async function superviseServer(adminUrl: string): Promise<(() => Promise<void>) | null> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {}, connect_timeout: 5, max_lifetime: null })
  const [row] = await sql<{ held: boolean }[]>`select pg_try_advisory_lock(${supervisor}) as held`
  if (row?.held) return () => sql.end({ timeout: 1 })
  await sql.end({ timeout: 1 })
  return null
}

/** Makes the database when the cluster does not have it yet. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {}, connect_timeout: 5 })
  try {
    const found = await sql`select from pg_database where datname = ${name}`
    if (found.length === 0) await sql`create database ${sql(name)}`
  } finally {
    await sql.end({ timeout: 1 })
  }
}
