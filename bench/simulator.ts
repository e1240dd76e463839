import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** Starts the simulator in a process of its own, so that it does not share the measured one's time. */
export async function startSimulatorProcess(dataDir: string) {
  const child = spawn(
    process.execPath,
    ['simulator/main.ts', '--port', '0', '--tls-port', '0', '--data', dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  for await (const line of createInterface(child.stdout)) {
    const { http, https, caFile } = JSON.parse(line)
    return {
      http: String(http),
      https: String(https),
      caFile: String(caFile),
      setLatency: async (ms: number) => {
        const answer = await fetch(`${http}/_simulator/latency`, {
          method: 'PUT',
          body: JSON.stringify({ ms }),
        })
        if (!answer.ok) throw new Error(`The simulator refused a latency of ${ms} ms.`)
      },
      stop: () => child.kill(),
    }
  }
  throw new Error('The simulator ended before it was ready.')
}
