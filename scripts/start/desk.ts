import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from '#db/migrate.ts'
import { keepApart } from './apart.ts'
import { startApp } from './app.ts'
import { ensureBuilt } from './build.ts'
import { checkKeys } from './check-keys.ts'
import { createDemoUsers, type DemoUser } from './demo-users.ts'
import { holdDataDir } from './hold.ts'
import { type Output, startNodeProcess } from './node-process.ts'
import { openPartFiles } from './part-files.ts'
import type { Parts } from './parts.ts'
import { startPostgres } from './postgres.ts'
import { preferPort } from './ports.ts'
import { startSimulator } from './simulator.ts'
import { sealersOwn, withoutSealersOwn } from './sealers-own.ts'
import type { Steps } from './steps.ts'

export interface DeskSettings {
  readonly root: string
  /** Where its data lives; made when missing. */
  readonly dataDir: string
  readonly mode: 'production' | 'development'
  readonly port: number
  /** The address that the app listens on; null for all. */
  readonly host: string | null
  /** Null for the embedded Postgres. */
  readonly database: { readonly url: string; readonly ownerUrl: string } | null
  /** Null for the simulator. */
  readonly connectionsFile: string | null
  readonly environment: Readonly<Record<string, string | undefined>>
}

export interface Desk {
  readonly dataDir: string
  readonly url: string
  readonly databaseUrl: string
  readonly connectionsFile: string
  /** Null when the simulator does not run. */
  readonly simulatorUrl: string | null
  /** None but on the embedded Postgres with the simulator. */
  readonly demoUsers: readonly DemoUser[]
}

/** Starts every part of the desk, adding it to `parts` as soon as it runs, so that they can be stopped at any time. */
export async function startDesk(settings: DeskSettings, steps: Steps, parts: Parts): Promise<Desk> {
  const { root, dataDir, mode, port, host } = settings
  makeDataDir(dataDir)
  parts.finally(await holdDataDir(dataDir))
  const filesOf = await openPartFiles(dataDir)
  // A service's output belongs to whoever runs the service; a trial's would bury what we have to say.
  const inherits = settings.database !== null || mode === 'development'
  const outputOf = (name: string) => {
    const { log, pid } = filesOf(name)
    return { log: inherits ? null : log, pidFile: pid }
  }

  const databaseUrl =
    settings.database?.url ?? (await startDatabase(dataDir, settings.connectionsFile, steps, parts))
  await steps.run(
    'database',
    () => prepareDatabase(settings.database?.ownerUrl ?? databaseUrl),
    (applied) => (applied.length === 0 ? 'up to date' : `${applied.length} migrations applied`),
  )
  await checkKeys(settings.database?.ownerUrl ?? databaseUrl, { ...settings.environment, DATA_DIR: dataDir })
  const simulator = settings.connectionsFile
    ? null
    : await startProviders({ root, dataDir, output: outputOf('simulator') }, steps, parts)
  const connectionsFile = settings.connectionsFile ?? simulator?.connectionsFile ?? ''
  const isDemo = simulator !== null && settings.database === null
  const environment = {
    ...settings.environment,
    // Only migrations need the owner.
    DATABASE_OWNER_URL: undefined,
    ...withoutSealersOwn,
    DATABASE_URL: databaseUrl,
    CONNECTIONS_FILE: connectionsFile,
    DEMO_SIGN_INS: String(isDemo),
    DATA_DIR: dataDir,
    PORT: String(port),
    NODE_ENV: mode,
  }
  if (mode === 'production')
    await steps.run(
      'build',
      () => ensureBuilt(root, filesOf('build').log),
      (state) => state,
    )

  // Before there is a worker, which makes the key.
  const { launcher, why } = await keepApart({ ...settings, environment })
  if (why !== null) steps.note(`The app can read the key that signs checkpoints (docs/record.md): ${why}`)

  const startWorker = async () =>
    startNodeProcess({
      args: [join(root, 'worker/main.ts')],
      cwd: root,
      environment: { ...environment, ...sealersOwn(settings.environment) },
      ...outputOf('worker'),
    })
  parts.keep('The worker', await startWorker(), startWorker)
  // Meanwhile, since it takes as long as the app does.
  const makingUsers = isDemo ? createDemoUsers(root, environment) : null
  makingUsers?.catch(() => {})
  const runApp = () => startApp({ root, mode, port, host, launcher, environment, output: outputOf('app') })
  const app = await steps.run('app', runApp, () => 'answers')
  parts.keep('The app', app, runApp)

  const demoUsers = makingUsers
    ? await steps.run(
        'demo users',
        () => makingUsers,
        (users) => `${users.length}, one per role`,
      )
    : []
  const url = settings.environment['PUBLIC_URL'] || `http://localhost:${port}`
  return { dataDir, url, databaseUrl, connectionsFile, simulatorUrl: simulator?.url ?? null, demoUsers }
}

async function prepareDatabase(ownerUrl: string) {
  return migrate(ownerUrl).catch((cause: unknown) => {
    const { host, pathname } = new URL(ownerUrl)
    throw new Error(`The database ${host}${pathname} cannot be reached or migrated:`, { cause })
  })
}

function makeDataDir(dataDir: string) {
  if (existsSync(dataDir)) return
  mkdirSync(dataDir, { recursive: true })
  // As root the embedded Postgres runs as another user, who passes through.
  chmodSync(dataDir, 0o711)
}

async function startDatabase(dataDir: string, connectionsFile: string | null, steps: Steps, parts: Parts) {
  // Apart, so that users whose password everybody knows never come near providers that are real.
  const database = connectionsFile ? 'statusdesk' : 'demo'
  const directory = join(dataDir, 'postgres')
  const server = await steps.run(
    'Postgres',
    () => startPostgres(directory, { database }),
    ({ home }) =>
      home === directory ? `runs in ${directory}` : `runs in ${home}, to which its user can get`,
  )
  return parts.keep('Postgres', server, ({ port }) =>
    startPostgres(directory, { database, port, again: true }),
  ).url
}

async function startProviders(
  where: { readonly root: string; readonly dataDir: string; readonly output: Output },
  steps: Steps,
  parts: Parts,
) {
  const ports = { port: await preferPort(4600), tlsPort: await preferPort(4601) }
  const start = () => startSimulator({ ...where, ...ports })
  const simulator = await steps.run('simulator', start, ({ url }) => `five providers at ${url}`)
  return parts.keep('The simulator', simulator, start)
}
