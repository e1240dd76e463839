import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { Agent, request } from 'undici'
import { closeSql } from '#db/client.ts'
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { systemActor } from '#lib/access/actor.ts'
import { closeConnections } from '#lib/connections/open.ts'
import { ask } from '#lib/lookups/ask.ts'
import { findLookup } from '#lib/lookups/read.ts'
import { credentials, demoConnections } from '#simulator/credentials.ts'
import { percentile } from './percentile.ts'
import { startSimulatorProcess } from './simulator.ts'

let asked = 0
const nextId = () => `sc-ok-${(asked += 1)}`
const warmUps = 100
const rounds = 400

/**
 * What the desk adds to a call on the server: intent and outcome with evidence and events, limits, deadlines,
 * masking, and reading back what is shown. Against a bare undici call between two committed inserts, by turns.
 */
export async function run(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'statusdesk-bench-'))
  const server = await startEmbeddedPostgres(join(directory, 'postgres'))
  const simulator = await startSimulatorProcess(directory)
  const bare = await openBare(server.url, simulator.http)
  try {
    await migrate(server.url)
    const file = join(directory, 'connections.json')
    await writeFile(file, JSON.stringify(unlimited(demoConnections(simulator))))
    process.env['DATABASE_URL'] = server.url
    process.env['CONNECTIONS_FILE'] = file
    process.env['DATA_DIR'] = directory
    for (const latencyMs of [0, 50]) {
      await simulator.setLatency(latencyMs)
      await compare(latencyMs, bare.call)
    }
  } finally {
    await bare.close()
    await closeConnections()
    await closeSql()
    simulator.stop()
    await server.stop()
    await removeEmbeddedPostgres(join(directory, 'postgres'))
    await rm(directory, { recursive: true, force: true })
  }
}

async function compare(latencyMs: number, callBare: () => Promise<void>): Promise<void> {
  const bareMs: number[] = []
  const askedMs: number[] = []
  const shownMs: number[] = []
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const measured = round >= warmUps
    const begunBare = performance.now()
    await callBare()
    if (measured) bareMs.push(performance.now() - begunBare)

    const begun = performance.now()
    const { lookups, settled } = await ask(operator, question(nextId()))
    await settled
    const recorded = performance.now()
    const view = await findLookup(operator, lookups[0]?.id ?? '')
    if (view?.status !== 'succeeded') throw new Error('The desk did not answer.')
    if (measured) {
      askedMs.push(recorded - begun)
      shownMs.push(performance.now() - begun)
    }
  }
  print(`simulator at ${latencyMs} ms, ${rounds} look-ups one after the other`, [
    ['bare call and two inserts', bareMs, bareMs],
    ['desk, asked to recorded', askedMs, bareMs],
    ['desk, asked to read back', shownMs, bareMs],
  ])
}

function print(
  title: string,
  rows: readonly (readonly [label: string, values: readonly number[], base: readonly number[]])[],
) {
  const lines = rows.map(([label, values, base]) => {
    const at = (share: number) => percentile(values, share)
    const over = (share: number) => `${(at(share) / percentile(base, share)).toFixed(2)} ×`
    const added = `+${(at(0.5) - percentile(base, 0.5)).toFixed(2)} ms`
    return [
      label.padEnd(28),
      `${at(0.5).toFixed(2)} ms`,
      `${at(0.99).toFixed(2)} ms`,
      added,
      over(0.5),
      over(0.99),
    ]
  })
  const head = [''.padEnd(28), 'p50', 'p99', 'p50 added', 'p50 ratio', 'p99 ratio']
  const text = [head, ...lines].map((cells) => cells.map((cell) => cell.padStart(11)).join(' ')).join('\n')
  process.stdout.write(`\n${title}\n${text}\n`)
}

const operator = systemActor('benchmark')
const question = (transactionId: string) =>
  ({
    questions: [{ connection: 'gr8-demo', input: { playerId: 'p1', transactionId } }],
    reason: null,
    origin: 'api',
  }) as const

/** The same request by undici alone, between two committed single-row inserts into plain tables. */
async function openBare(databaseUrl: string, simulator: string) {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  await sql`create table bare_intent (id bigint generated always as identity primary key, question jsonb, asked_at timestamptz default now())`
  await sql`create table bare_outcome (id bigint primary key, status int, body bytea, answered_at timestamptz default now())`
  const agent = new Agent({ pipelining: 1 })
  const { brand, operatorId, authorization } = credentials['gr8-tech']
  const headers = { authorization, 'x-brand': brand, 'x-operator-id': operatorId, accept: 'application/json' }
  return {
    call: async () => {
      const transactionId = nextId()
      const [intent] =
        await sql`insert into bare_intent (question) values (${sql.json(question(transactionId).questions[0])}) returning id`
      const url = `${simulator}/gr8-tech/v1/wallet-proxy/v1/p1/transactions/${transactionId}`
      const { statusCode, body } = await request(url, { dispatcher: agent, headers })
      const bytes = Buffer.from(await body.arrayBuffer())
      if (statusCode !== 200) throw new Error(`The simulator answered ${statusCode}.`)
      await sql`insert into bare_outcome (id, status, body) values (${intent?.['id']}, ${statusCode}, ${bytes})`
    },
    close: async () => {
      await agent.close()
      await sql.end()
    },
  }
}

/** The demo's connections without a limit that would be measured in the desk's place. */
function unlimited({ connections }: ReturnType<typeof demoConnections>) {
  const limits = { requestsPerSecond: 100_000, concurrency: 1_000 }
  return { connections: connections.map((connection) => ({ ...connection, limits })) }
}
