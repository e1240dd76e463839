import { setTimeout as sleep } from 'node:timers/promises'
import { getSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { readWaitingMs } from '#lib/audit/seal/store.ts'
import { approveBatch } from '#lib/batches/approve.ts'
import { receiveBatch } from '#lib/batches/receive.ts'
import { startBatch } from '#lib/batches/start.ts'
import { manyConnection } from './connections.ts'

const operator = systemActor('benchmark')
const approver = systemActor('benchmark approver')
const lookEveryMs = 20
const longestMs = 3_600_000
let lists = 0

/** An id for each row, such as the simulator answers with success, and never the same twice. */
export function nextIds(rows: number): readonly string[] {
  lists += 1
  return Array.from({ length: rows }, (_, n) => `sc-ok-${lists}-${n}`)
}

/** A list about so many transactions, as a file of a person would be. */
export function* composeList(connection: string, rows: number): Generator<Buffer> {
  const many = connection === manyConnection
  const lines = nextIds(rows).map((id, n) => (many ? `${id},${n % 900},1` : `${id},p-${n % 900}`))
  yield Buffer.from(many ? 'transactionId,userId,gameId\n' : 'transactionId,playerId\n')
  for (let at = 0; at < rows; at += 1000) yield Buffer.from(`${lines.slice(at, at + 1000).join('\n')}\n`)
}

/** Takes a list in, and gives its batch. */
export async function receiveList(connection: string, rows: number): Promise<string> {
  const received = await receiveBatch(operator, {
    body: (async function* () {
      yield* composeList(connection, rows)
    })(),
    declaredBytes: null,
    name: 'bench.csv',
    source: 'cli',
    connection,
    mapping: null,
  })
  if (received.state !== 'ready') throw new Error(received.refusal ?? `The list is ${received.state}.`)
  return received.id
}

/** Starts a batch; a second one approves where that is wanted. */
export async function begin(batchId: string): Promise<void> {
  const { state } = await startBatch(operator, { batchId, reason: 'a benchmark', reuseMinutes: null })
  if (state === 'awaiting_approval') await approveBatch(approver, { batchId, reason: null })
}

/** Milliseconds from the start to the end of a batch that was read before. Throws when a row has no answer. */
export async function runBatch(connection: string, rows: number): Promise<number> {
  const batchId = await receiveList(connection, rows)
  await settle()
  const startedAt = performance.now()
  await begin(batchId)
  await waitForEnd(batchId)
  const ms = performance.now() - startedAt
  const [row] = await getSql()<{ answered: number }[]>`
    select count(*)::int as answered from batch_item where batch_id = ${batchId} and status = 'succeeded'`
  if (row?.answered !== rows) throw new Error(`${row?.answered} of ${rows} rows were answered.`)
  return ms
}

export async function waitForEnd(batchId: string): Promise<void> {
  const until = performance.now() + longestMs
  while (performance.now() < until) {
    const [row] = await getSql()`select from batch where id = ${batchId} and state = 'finished'`
    if (row) return
    await sleep(lookEveryMs)
  }
  throw new Error('The batch does not end.')
}

/** Resolves when the sealer has nothing left of what ran before, so that it takes nothing from what runs next. */
export async function settle(): Promise<void> {
  const until = performance.now() + 120_000
  while (performance.now() < until) {
    const waitingMs = await readWaitingMs(getSql())
    if (waitingMs === null || waitingMs < 1500) return
    await sleep(200)
  }
}
