import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { openOwnServer } from '#db/testing/own-server.ts'
import { verifyOptions } from '#lib/audit/testing/sealed-record.ts'
import { sealUnderLoad } from '#lib/audit/testing/seal-under-load.ts'
import { verifyRecord } from '#lib/audit/verify/verify.ts'

const leastEvents = 100_000
const leastKills = 20

/** 32 writers, of whose transactions one in ten fails, while the sealer is killed at least 20 times; then everything is verified. */
export async function run(): Promise<boolean> {
  const server = await openOwnServer()
  const dataDir = join(server.directory, 'desk')
  mkdirSync(dataDir)
  Object.assign(process.env, { DATABASE_URL: server.url, DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  const owner = postgres(server.url, { max: 34, onnotice: () => {} })
  try {
    const load = await sealUnderLoad(owner, { writers: 32, kills: 24, lifeMs: 2_000 })
    const verification = await verifyRecord({ ...(await verifyOptions()), settleMs: 5000 })
    process.stdout.write(`${JSON.stringify({ load, verification }, null, 2)}\n`)
    return (
      load.events >= leastEvents &&
      load.kills >= leastKills &&
      load.sealed === load.events &&
      load.ordered &&
      verification.outcome === 'intact'
    )
  } finally {
    await owner.end({ timeout: 5 })
    await server.close()
  }
}
