import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { demoConnections } from '#simulator/credentials.ts'
import { type Output, startNodeProcess } from './node-process.ts'
import type { Running } from './running.ts'

const readyLine = z.object({
  ready: z.literal(true),
  http: z.string(),
  https: z.string(),
  caFile: z.string(),
})

export interface RunningSimulator extends Running {
  readonly url: string
  /** The connections file that asks it. */
  readonly connectionsFile: string
}

/** Starts the provider simulator and writes the connections file that asks it. */
export async function startSimulator(where: {
  readonly root: string
  readonly dataDir: string
  readonly output: Output
  readonly port: number
  readonly tlsPort: number
}): Promise<RunningSimulator> {
  const simulator = startNodeProcess({
    args: [
      join(where.root, 'simulator/main.ts'),
      `--port=${where.port}`,
      `--tls-port=${where.tlsPort}`,
      `--data=${join(where.dataDir, 'simulator')}`,
    ],
    cwd: where.root,
    environment: process.env,
    ...where.output,
    readsOutput: true,
  })
  const line = await Promise.race([readLine(simulator.output), simulator.exited.then(() => null)])
  if (line === null) throw new Error(`The simulator did not start. See ${where.output.log ?? 'above'}.`)
  const ready = readyLine.parse(JSON.parse(line))
  const connectionsFile = join(where.dataDir, 'connections.json')
  await writeFile(connectionsFile, `${JSON.stringify(demoConnections(ready), null, 2)}\n`, { mode: 0o600 })
  return { ...simulator, url: ready.http, connectionsFile }
}

async function readLine(output: NodeJS.ReadableStream | null): Promise<string | null> {
  if (!output) return null
  let text = ''
  return new Promise((resolve) => {
    // It goes on being read after the line, or the pipe would fill.
    output.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-4096)
      const [line, rest] = text.split('\n')
      if (rest !== undefined && line !== undefined) resolve(line)
    })
    output.once('end', () => resolve(null))
  })
}
