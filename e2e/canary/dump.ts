import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { inflateRawSync } from 'node:zlib'
import postgres from 'postgres'
import type { Place } from './search.ts'

/** Every table of the database as text, and what the server keeps of its settings and its statements. */
export async function dumpDatabase(ownerUrl: string): Promise<readonly Place[]> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  const places: Place[] = []
  try {
    const tables = await sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')
      union all select 'pg_catalog.pg_stat_activity'`
    for (const { name } of tables) {
      const stream = await sql.unsafe(`copy (select * from ${name}) to stdout`).readable()
      places.push({ name: `table ${name}`, bytes: Buffer.from(await text(stream)) })
    }
    // So that the files hold it all.
    await sql`checkpoint`
  } finally {
    await sql.end()
  }
  return places
}

/** Every file below a directory, but for those whose path holds one of `except`. */
export function* readFiles(directory: string, except: readonly string[] = []): Generator<Place> {
  for (const entry of globSync('**/*', { cwd: directory, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || except.some((part) => path.includes(part))) continue
    yield { name: `file ${path}`, bytes: readFileSync(path) }
  }
}

/** What is packed in a ZIP file, such as a workbook. */
export function* unzip({ name, bytes }: Place): Generator<Place> {
  const head = Buffer.from('PK\u0003\u0004', 'latin1')
  for (let at = bytes.indexOf(head); at >= 0; at = bytes.indexOf(head, at + 4)) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    const entry = bytes.subarray(at + 30, at + 30 + bytes.readUInt16LE(at + 26)).toString('utf8')
    const packed = bytes.readUInt16LE(at + 8) === 8
    yield {
      name: `${name}, ${entry}`,
      bytes: packed ? inflateRawSync(bytes.subarray(start)) : bytes.subarray(start),
    }
  }
}
