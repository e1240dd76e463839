import { createHash } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatBytes } from '#lib/format-bytes.ts'
import { FileFault } from './file-fault.ts'
import { mostBytes } from './limits.ts'

/** A body on disk, in a directory that nobody else can open. */
export interface Spooled {
  readonly path: string
  /** For more files of the same reading; it goes with it. */
  readonly directory: string
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
}

/**
 * Does something with a body that was first written to a private file, which is gone afterwards, whatever happened.
 * Throws a `FileFault` as soon as it is larger than `mostBytes`; `declared` is the length that its sender named.
 */
export async function withSpooled<Result>(
  body: AsyncIterable<Uint8Array>,
  declared: number | null,
  use: (spooled: Spooled) => Promise<Result>,
): Promise<Result> {
  if (declared !== null && declared > mostBytes) throw tooLarge(`has ${formatBytes(declared)}`)
  const directory = await mkdtemp(join(tmpdir(), 'statusdesk-batch-'))
  try {
    return await use(await spool(body, directory))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function spool(body: AsyncIterable<Uint8Array>, directory: string): Promise<Spooled> {
  const path = join(directory, 'body')
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const part of body) {
      bytes += part.byteLength
      if (bytes > mostBytes) throw tooLarge('is larger')
      hash.update(part)
      await file.writeFile(part)
    }
  } finally {
    await file.close()
  }
  return { path, directory, bytes, sha256: hash.digest('hex') }
}

function tooLarge(how: string): FileFault {
  const message = `At most ${formatBytes(mostBytes)} are read at once, and this ${how}. Split the list; nothing was kept.`
  return new FileFault(message, { tooLarge: true })
}
