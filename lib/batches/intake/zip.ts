import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import yauzl from 'yauzl'
import { FileFault } from './file-fault.ts'

/** A ZIP whose parts are read one by one from the disk. */
export interface Zip {
  readonly names: readonly string[]
  /** Null when there is no such part. Throws a `FileFault` when it unpacks to more than `mostBytes`. */
  readonly read: (name: string, mostBytes: number) => Promise<Readable | null>
  readonly close: () => void
}

/** A workbook has some dozens. */
const mostParts = 2_000

const openZipFile = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)

/** Opens a ZIP. Throws a `FileFault` when it is broken, encrypted or absurd. */
export async function openZip(path: string): Promise<Zip> {
  const file = await openZipFile(path, { lazyEntries: true, autoClose: false }).catch(asFault)
  try {
    const entries = await listEntries(file)
    return {
      names: [...entries.keys()],
      close: () => file.close(),
      read: async (name, mostBytes) => {
        const entry = entries.get(name)
        if (!entry) return null
        // yauzl sees to it that no more comes out than is declared.
        if (entry.uncompressedSize > mostBytes) {
          throw new FileFault(
            `“${name}” of this workbook unpacks to more than ${Math.round(mostBytes / 1024 / 1024)} MB. Save it as CSV.`,
          )
        }
        return new Promise((resolve, reject) => {
          file.openReadStream(entry, (error, stream) => (error ? reject(faultOf(error)) : resolve(stream)))
        })
      },
    }
  } catch (error) {
    file.close()
    throw error
  }
}

function listEntries(file: yauzl.ZipFile): Promise<ReadonlyMap<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>()
  return new Promise((resolve, reject) => {
    if (file.entryCount > mostParts) {
      reject(new FileFault(`This ZIP has ${file.entryCount} parts. No workbook has.`))
      return
    }
    file.on('entry', (entry) => {
      if (entry.isEncrypted()) {
        reject(new FileFault('This workbook is protected with a password. Save it without one.'))
        return
      }
      entries.set(entry.fileName, entry)
      file.readEntry()
    })
    file.on('end', () => resolve(entries))
    file.on('error', (error) => reject(faultOf(error)))
    file.readEntry()
  })
}

/** What yauzl or zlib complain of is the file's fault. */
export function faultOf(error: unknown): FileFault {
  if (error instanceof FileFault) return error
  const message = 'This workbook is broken: it is a ZIP that cannot be unpacked. Save it again.'
  return new FileFault(message, { cause: error })
}

function asFault(error: unknown): never {
  throw faultOf(error)
}
