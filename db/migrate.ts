import { readdirSync, readFileSync } from 'node:fs'
import postgres from 'postgres'

/**
 * Applies the migrations of db/migrations that a database does not have yet, in order of their names, and gives
 * the names applied. Each file and its entry go in one simple query, which Postgres runs as one transaction.
 * Several processes may call it at once. Throws, naming the file, when one fails.
 */
export async function migrate(ownerUrl: string): Promise<readonly string[]> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  try {
    await sql`select pg_advisory_lock(7238194)`
    await sql`create table if not exists migration (name text primary key, applied_at timestamptz not null default now())`
    const applied = new Set(
      (await sql<{ name: string }[]>`select name from migration`).map((row) => row.name),
    )
    const missing = readMigrations().filter(({ name }) => !applied.has(name))
    for (const { name, text } of missing) {
      await sql
        .unsafe(`${text}\n;insert into migration (name) values ('${name}')`)
        .simple()
        .catch((cause: unknown) => {
          throw new Error(`Migration ${name} failed.`, { cause })
        })
    }
    return missing.map(({ name }) => name)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function readMigrations() {
  const folder = new URL('./migrations/', import.meta.url)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
}
