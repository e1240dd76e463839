import { open } from 'node:fs/promises'
import { FileFault } from './file-fault.ts'
import type { Spooled } from './spool.ts'

/** The first bytes of files that people mistake for a list. */
const signatures: readonly (readonly [hex: string, what: string])[] = [
  ['25504446', 'a PDF'],
  ['89504e47', 'a picture (PNG)'],
  ['ffd8ff', 'a picture (JPEG)'],
  ['47494638', 'a picture (GIF)'],
  ['1f8b', 'compressed (gzip)'],
  ['377abcaf271c', 'compressed (7z)'],
  ['526172211a07', 'compressed (RAR)'],
  ['28b52ffd', 'compressed (Zstandard)'],
  ['425a68', 'compressed (bzip2)'],
  ['53514c69746520', 'a database (SQLite)'],
  ['50415231', 'a Parquet file'],
  ['7f454c46', 'a program'],
  ['4d5a9000', 'a program'],
]

const headBytes = 64 * 1024
const howTo = 'A batch is read from CSV, XLSX or JSON.'

/** What a file is by its first bytes. Throws a `FileFault` that says what it is instead, where it is none of these. */
export async function recogniseSignature(spooled: Spooled): Promise<'zip' | 'text'> {
  if (spooled.bytes === 0) throw new FileFault('The file is empty.')
  const head = await readHead(spooled.path, headBytes)
  const hex = head.subarray(0, 8).toString('hex')
  if (hex.startsWith('504b0304')) return 'zip'
  if (hex.startsWith('504b0506')) throw new FileFault(`This is a ZIP with nothing in it. ${howTo}`)
  if (hex === 'd0cf11e0a1b11ae1') throw new FileFault(await nameCompound(spooled))
  const [, what] = signatures.find(([bytes]) => hex.startsWith(bytes)) ?? []
  if (what !== undefined) throw new FileFault(`This is ${what}, not a list. ${howTo}`)
  return 'text'
}

/** The first bytes of a file. */
export async function readHead(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Excel wraps an encrypted workbook into the container of its old format ([MS-OFFCRYPTO], section 2.3.4.4). */
async function nameCompound({ path, bytes }: Spooled): Promise<string> {
  const text = await readHead(path, bytes)
  return text.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? 'This workbook is protected with a password. Save it without one.'
    : 'This is a workbook of the old format (.xls). Save it as .xlsx or CSV.'
}
