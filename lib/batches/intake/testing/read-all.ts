import { FileFault } from '../file-fault.ts'
import type { HeaderMode } from '../header.ts'
import { openList } from '../open-list.ts'
import { withSpooled } from '../spool.ts'

/** Everything of a list, for tests; a `FileFault` as its message. */
export async function readAll(bytes: Uint8Array | string, mode: HeaderMode = 'present') {
  const body = Buffer.from(bytes)
  const known = new Set(['transactionid', 'playerid', 'amount', 'currency', 'note'])
  try {
    return await withSpooled(inParts(body), null, async (spooled) => {
      const source = await openList(spooled, { mode, known, lonely: 'transactionId' })
      try {
        const { format, columns, notes } = source
        return { format, columns, notes, rows: await Array.fromAsync(source.rows), refusal: null }
      } finally {
        await source.close()
      }
    })
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return { format: null, columns: [], notes: [], rows: [], refusal: error.message }
  }
}

/** Cut where it hurts: small parts at the beginning, so that pairs and signs are torn. */
async function* inParts(body: Buffer): AsyncGenerator<Uint8Array> {
  const small = Math.min(body.length, 64)
  for (let at = 0; at < small; at += 1) yield body.subarray(at, at + 1)
  for (let at = small; at < body.length; at += 65_537) yield body.subarray(at, at + 65_537)
}
