import { randomUUID } from 'node:crypto'
import { fdatasyncSync, openSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemActor } from '#lib/access/actor.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { ask } from '#lib/lookups/ask.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'

/**
 * A process that writes events and asks providers until its input ends, and keeps a list of its own of what it
 * was told is recorded: `event`, `intent` or `outcome`, and an id, a line each, on the disk before anything else.
 */
const [list = ''] = process.argv.slice(2)
const file = openSync(list, 'a')
const keep = (what: 'event' | 'intent' | 'outcome', id: string) => {
  writeSync(file, `${what} ${id}\n`)
  fdatasyncSync(file)
}

const stopping = new AbortController()
process.stdin.resume().once('end', () => stopping.abort())
const support = actorOf('support')
const settling: Promise<void>[] = []

await Promise.all([...Array.from({ length: 4 }, writeEvents), ...Array.from({ length: 4 }, askProviders)])
await Promise.all(settling)
// What the writer says of numbers that it did not use is tried again every second.
await sleep(2_500)
process.exit(0)

async function writeEvents() {
  while (!stopping.signal.aborted) {
    const tokenId = randomUUID()
    try {
      await recordEvent(systemActor('outage'), { kind: 'token.created', tokenId, role: 'support' })
      keep('event', tokenId)
    } catch {
      await sleep(20)
    }
  }
}

async function askProviders() {
  while (!stopping.signal.aborted) {
    try {
      const input = { playerId: 'p', transactionId: `outage-${randomUUID()}` }
      const questions = [{ connection: 'gr8-demo', input }]
      const asked = await ask(support, { questions, reason: null, origin: 'desk' })
      const id = asked.lookups[0]?.id ?? ''
      keep('intent', id)
      settling.push(asked.settled.then(() => keep('outcome', id)))
      await sleep(20)
    } catch {
      await sleep(20)
    }
  }
}
