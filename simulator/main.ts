import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { credentials } from './credentials.ts'
import { providers } from './registry.ts'
import { startSimulator } from './start.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4600' },
    'tls-port': { type: 'string', default: '4601' },
    data: { type: 'string', default: resolve(import.meta.dirname, '../.data/simulator') },
    'latency-ms': { type: 'string', default: '0' },
  },
})

const simulator = await startSimulator({
  port: readWhole('port', values.port, 65_535),
  tlsPort: readWhole('tls-port', values['tls-port'], 65_535),
  dataDir: values.data,
  latencyMs: readWhole('latency-ms', values['latency-ms'], 60_000),
})
const { http, https, caFile } = simulator
console.log(JSON.stringify({ ready: true, http, https, caFile }))
if (process.stdout.isTTY) console.log(describe())

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0))
  })
}

function describe(): string {
  const lines = providers.map(({ key, label }) => `  ${label.padEnd(14)} ${http}/${key}   ${https}/${key}`)
  return [
    '',
    'Providers, over HTTP/1.1 and over TLS with HTTP/2:',
    ...lines,
    `Token sign-in of GR8 Tech: ${http}/gr8-tech/oauth/token, client ${credentials['gr8-tech'].clientId}`,
    `Authority of the certificate: ${caFile}`,
    `Every scenario: ${http}/_simulator/scenarios and simulator/README.md`,
    'Ctrl-C stops it.',
  ].join('\n')
}

function readWhole(name: string, text: string, max: number): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= max) return Number(text)
  console.error(`--${name} must be a whole number from 0 to ${max}, not "${text}"`)
  process.exit(2)
}
