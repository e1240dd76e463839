import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Simulator, startSimulator } from '../start.ts'

/** A simulator on free ports, with a data folder that goes with it. */
export async function startForTest(): Promise<Simulator> {
  const dataDir = await mkdtemp(join(tmpdir(), 'simulator-'))
  const simulator = await startSimulator({ port: 0, tlsPort: 0, dataDir, latencyMs: 0 })
  return {
    ...simulator,
    close: async () => {
      await simulator.close()
      await rm(dataDir, { recursive: true })
    },
  }
}
