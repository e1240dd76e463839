import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { systemActor } from '#lib/access/actor.ts'
import { fileFormats } from '#lib/files/format.ts'
import { exportResults } from '../results.ts'

setFlagsFromString('--expose_gc')
const collect: () => void = runInNewContext('gc')

/** Between two looks at what is held once everything that is garbage has gone. */
const piecesBetween = 10

/** A process that writes the results of batches to nowhere, and says how much memory it held for each: one line of JSON. */
for (const batchId of process.argv.slice(2)) {
  for (const format of fileFormats) {
    const file = await exportResults(systemActor('test'), batchId, { format, only: 'all' })
    if (!file) throw new Error(`There is no batch ${batchId}.`)
    const told = { bytes: 0, heldMb: 0, rssMb: 0, pieces: 0 }
    const begun = performance.now()
    for await (const piece of file.pieces) {
      told.bytes += piece.length
      told.pieces += 1
      told.rssMb = Math.max(told.rssMb, Math.round(process.memoryUsage.rss() / 2 ** 20))
      if (told.pieces % piecesBetween !== 1) continue
      collect()
      const { heapUsed, external } = process.memoryUsage()
      told.heldMb = Math.max(told.heldMb, (heapUsed + external) / 2 ** 20)
    }
    const ms = Math.round(performance.now() - begun)
    process.stdout.write(`${JSON.stringify({ format, rows: file.matched, ms, ...told })}\n`)
  }
}
process.exit(0)
