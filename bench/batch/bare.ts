import { readFile } from 'node:fs/promises'
import postgres from 'postgres'
import { Client, type Dispatcher, Pool } from 'undici'
import { credentials } from '#simulator/credentials.ts'
import type { Protocol } from './connections.ts'
import type { BenchDesk } from './desk.ts'
import { nextIds } from './rows.ts'

const rowsAtOnce = 100
const rowsPerCall = 1000
const manyAtOnce = 18

interface Row {
  readonly ordinal: number
  readonly transaction_id: string
  readonly status: number
  readonly body: Buffer
}

/** The same calls by undici alone, and their answers written to a plain table by inserts of many rows. */
export async function openBare({ databaseUrl, simulator }: BenchDesk) {
  const sql = postgres(databaseUrl, { max: 5, onnotice: () => {} })
  await sql`create table bare_answer (id bigint generated always as identity primary key, ordinal int, transaction_id text,
    status int, body bytea, answered_at timestamptz default now())`
  const ca = await readFile(simulator.caFile, 'utf8')
  const write = (rows: readonly Row[]) => sql`insert into bare_answer ${sql(rows)}`

  const openClient = (protocol: Protocol, flight: number): Dispatcher =>
    protocol === 'h1'
      ? new Pool(simulator.http, { connections: flight })
      : new Client(simulator.https, {
          allowH2: true,
          pipelining: flight,
          maxConcurrentStreams: flight,
          connect: { ca },
        })

  return {
    /** Milliseconds for so many calls of a row each, until all are written. */
    single: async (protocol: Protocol, flight: number, rows: number): Promise<number> => {
      const { brand, operatorId, authorization } = credentials['gr8-tech']
      const headers = { authorization, 'x-brand': brand, 'x-operator-id': operatorId }
      const client = openClient(protocol, flight)
      const ids = nextIds(rows)
      const startedAt = performance.now()
      const writer = openWriter(write)
      await inTurns(flight, rows, async (ordinal) => {
        const id = ids[ordinal] ?? ''
        const path = `/gr8-tech/v1/wallet-proxy/v1/p-${ordinal % 900}/transactions/${id}`
        const reply = await read(client.request({ method: 'GET', path, headers }))
        writer.add({ ordinal, transaction_id: id, ...reply })
      })
      await writer.end()
      const ms = performance.now() - startedAt
      await client.close()
      return ms
    },
    /** The same for calls of a thousand rows each; of every row its part of the reply is written. */
    many: async (rows: number): Promise<number> => {
      const headers = { ...credentials.fungamess.headers, 'content-type': 'application/json' }
      const client = openClient('h1', manyAtOnce)
      const ids = nextIds(rows)
      const startedAt = performance.now()
      const writer = openWriter(write)
      await inTurns(manyAtOnce, Math.ceil(rows / rowsPerCall), async (call) => {
        const asked = ids.slice(call * rowsPerCall, (call + 1) * rowsPerCall)
        const transactions = asked.map((transactionId, n) => ({ userId: n % 900, transactionId, gameId: 1 }))
        const body = JSON.stringify({ transactions })
        const path = '/fungamess/checkTransactions'
        const reply = await read(client.request({ method: 'POST', path, headers, body }))
        const answered: unknown = JSON.parse(reply.body.toString('utf8'))
        for (const [n, part] of partsOf(answered).entries())
          writer.add({
            ordinal: call * rowsPerCall + n,
            transaction_id: asked[n] ?? '',
            status: reply.status,
            body: Buffer.from(JSON.stringify(part)),
          })
      })
      await writer.end()
      const ms = performance.now() - startedAt
      await client.close()
      return ms
    },
    close: () => sql.end(),
  }
}

export type Bare = Awaited<ReturnType<typeof openBare>>

async function read(asking: Promise<Dispatcher.ResponseData>): Promise<{ status: number; body: Buffer }> {
  const { statusCode, body } = await asking
  const bytes = Buffer.from(await body.arrayBuffer())
  if (statusCode !== 200) throw new Error(`The simulator answered ${statusCode}.`)
  return { status: statusCode, body: bytes }
}

/** Writes while calls go on, many rows in a statement. */
function openWriter(write: (rows: readonly Row[]) => Promise<unknown>) {
  const writing: Promise<unknown>[] = []
  let rows: Row[] = []
  const flush = () => {
    if (rows.length > 0) writing.push(Promise.resolve(write(rows)))
    rows = []
  }
  return {
    add: (row: Row) => {
      rows.push(row)
      if (rows.length >= rowsAtOnce) flush()
    },
    end: async () => {
      flush()
      await Promise.all(writing)
    },
  }
}

/** Does something so many times, never more of it at once than said. */
async function inTurns(atOnce: number, times: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < times) {
        const n = next
        next += 1
        await work(n)
      }
    }),
  )
}

function partsOf(answered: unknown): readonly unknown[] {
  if (Array.isArray(answered)) return answered
  if (typeof answered !== 'object' || answered === null) return []
  return Object.values(answered).find(Array.isArray) ?? []
}
