import { dirname } from 'node:path'
import { findFreePort } from '#db/embedded/free-port.ts'
import type { Env } from '#lib/env.ts'
import { readConfiguration, resolveFrom } from './configuration.ts'
import { startDesk } from './desk.ts'
import { createParts } from './parts.ts'
import { isFree } from './ports.ts'
import { greet, portTaken } from './say.ts'
import { writeRuntime } from './runtime-file.ts'
import { showSteps } from './steps.ts'
import { onStop } from './stop.ts'

const root = dirname(dirname(import.meta.dirname))
const steps = showSteps(process.stdout)
const parts = createParts(steps.note)
let forgetRuntime = async () => {}
let leaving = false

onStop({
  begin: () => {
    console.log('\nStopping …')
    void leave(0)
  },
  force: () => {
    parts.kill()
    process.exit(1)
  },
})

const configuration = readConfiguration(root, process.env)
try {
  if (!configuration.ok)
    throw new Error(['The configuration is wrong:', ...configuration.faults].join('\n  '))
  await start(configuration.env)
} catch (error) {
  console.error(`\n${explain(error)}`)
  await leave(1)
}

async function start(env: Env) {
  const host = env.HOST ?? null
  const port = env.PORT === 0 ? await findFreePort() : env.PORT
  if (!(await isFree(port, host))) throw new Error(portTaken(port))
  console.log('Statusdesk')
  const desk = await startDesk(
    {
      root,
      dataDir: resolveFrom(root, env.DATA_DIR),
      mode: process.argv.includes('--dev') ? 'development' : 'production',
      port,
      host,
      database: env.DATABASE_URL
        ? { url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL }
        : null,
      connectionsFile: env.CONNECTIONS_FILE ? resolveFrom(root, env.CONNECTIONS_FILE) : null,
      environment: process.env,
    },
    steps,
    parts,
  )
  forgetRuntime = await writeRuntime(desk.dataDir, desk)
  console.log(greet(desk))
  const problem = await parts.gaveUp
  throw new Error(`${problem} The desk stops. Logs: ${desk.dataDir}/logs`)
}

async function leave(code: number) {
  if (leaving) return
  leaving = true
  await forgetRuntime()
  await parts.stop()
  process.exit(code)
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message}\n${explain(error.cause)}`
}
