import { openCsv } from './csv.ts'
import { FileFault } from './file-fault.ts'
import { type HeaderOptions, withHeader } from './header.ts'
import { openIdList } from './id-list.ts'
import { beginsAsJson, openJson } from './json.ts'
import type { Source } from './row.ts'
import { readHead, recogniseSignature } from './signature.ts'
import type { Spooled } from './spool.ts'
import { openXlsx } from './xlsx.ts'

/**
 * Recognises a list and opens it: CSV of any delimiter, XLSX, JSON or NDJSON. Throws a `FileFault` that says what is
 * wrong with it, as reading its rows does.
 */
export async function openList(spooled: Spooled, header: HeaderOptions): Promise<Source> {
  const isZip = (await recogniseSignature(spooled)) === 'zip'
  if (!isZip && (await isJson(spooled.path))) return openJson(spooled.path, header.lonely)
  if (!isZip && header.mode === 'guess') {
    const ids = await openIdList(spooled.path, header)
    if (ids) return ids
  }
  const table = isZip ? await openXlsx(spooled) : await openCsv(spooled.path)
  try {
    return await withHeader(table, header)
  } catch (error) {
    await table.close()
    throw error
  }
}

async function isJson(path: string): Promise<boolean> {
  const head = await readHead(path, 4096)
  // In UTF-16 every other byte is zero, whichever comes first.
  const begin = head.toString('latin1').replaceAll(/^(?:\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)|\0/g, '')
  if (begin.trim() === '' && head.length < 4096) throw new FileFault('The file holds nothing but spaces.')
  return beginsAsJson(begin)
}
