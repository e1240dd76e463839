import { parentPort, workerData } from 'node:worker_threads'
import { CopiedRows, type SharedRows } from '#lib/audit/tree/copied-rows.ts'
import { inspectEvent } from '#lib/audit/tree/inspect.ts'
import { saysPlainly } from '#lib/audit/tree/plain-copies.ts'
import { StoredEvent } from '#lib/audit/tree/stored-event.ts'

// The thread of SecondThread: goes through batches of events from their ends, and marks those that are sound.
parentPort?.on('message', ({ bytes, marks }: SharedRows) => {
  const { buffer, byteOffset, byteLength } = bytes
  const rows = new CopiedRows(Buffer.from(buffer, byteOffset, byteLength), marks)
  for (let row = rows.count - 1; row >= 0; row -= 1) {
    const event = new StoredEvent(rows, row)
    // From here on to the beginning the verifier has looked itself.
    if (event.isFoundSound) return
    if (inspectEvent(event, workerData).anomaly === null && saysPlainly(event)) event.noteSound()
  }
})
