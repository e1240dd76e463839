import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { openOwnServer } from '#db/testing/own-server.ts'
import { demoConnections } from '#simulator/credentials.ts'
import { startSimulator } from '#simulator/start.ts'
import { type Reckoning, reckon } from './reckon.ts'

export interface OutageRun extends Reckoning {
  readonly kills: number
  /** Of `npm run audit:verify`, and what it said. */
  readonly verified: number | null
  readonly said: string
}

/**
 * Kills every process of a Postgres with SIGKILL, again and again, while processes write events and ask providers through
 * it and a worker seals; then compares what stands there with what they were told.
 */
export async function runThroughOutages({
  kills,
  clients,
  onKill = () => {},
}: {
  readonly kills: number
  readonly clients: number
  readonly onKill?: (nth: number) => void
}): Promise<OutageRun> {
  const server = await openOwnServer()
  const dataDir = join(server.directory, 'desk')
  mkdirSync(dataDir)
  const simulator = await startSimulator({ port: 0, tlsPort: 0, dataDir, latencyMs: 0 })
  const connectionsFile = join(dataDir, 'connections.json')
  writeFileSync(connectionsFile, JSON.stringify(demoConnections(simulator)))
  const environment = {
    ...process.env,
    DATABASE_URL: server.url,
    DATA_DIR: dataDir,
    CONNECTIONS_FILE: connectionsFile,
    LOG_LEVEL: 'silent',
  }
  const start = (...args: string[]) =>
    spawn(process.execPath, args, { env: environment, stdio: ['pipe', 'ignore', 'inherit'] })
  const running = new Set<ChildProcess>()
  try {
    const lists = Array.from({ length: clients }, (_, n) => join(server.directory, `client-${n}`))
    const writers = lists.map((list) => start('lib/audit/outage/testing/client.ts', list))
    const worker = start('worker/main.ts')
    for (const child of [...writers, worker]) running.add(child)
    await sleep(1_500)
    for (let nth = 1; nth <= kills; nth += 1) {
      await sleep(800 + Math.random() * 1_700)
      // On a busy machine it may take longer until there is something to lose.
      while (lists.flatMap(readList).length < nth * 40) await sleep(50)
      await server.kill()
      await sleep(Math.random() * 800)
      await server.startAgain()
      onKill(nth)
    }
    await sleep(1_000)
    await Promise.all(writers.map(endInput))
    // The next writer's checkpoint is due at once; and nothing must be on its way when the record is checked.
    await sleep(2_500)
    worker.kill('SIGTERM')
    await once(worker, 'exit')
    const owner = postgres(server.url, { max: 1, onnotice: () => {} })
    const reckoning = await reckon(owner, lists.flatMap(readList))
    await owner.end()
    return { kills, ...reckoning, ...(await verify(environment)) }
  } finally {
    for (const child of running) child.kill('SIGKILL')
    await simulator.close()
    await server.close()
  }
}

async function endInput(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.stdin?.end()
  const [code] = await gone
  if (code !== 0) throw new Error(`A client ended with code ${code}.`)
}

function readList(path: string): readonly string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : []
}

async function verify(environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['cli/audit-verify.ts'], { env: environment })
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString('utf8')))
  child.stderr.on('data', (text: Buffer) => (said += text.toString('utf8')))
  await once(child, 'close')
  return { verified: child.exitCode, said }
}
