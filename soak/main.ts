import { argv } from 'node:process'

/** `npm run soak -- NAME`: what `npm test` shows in seconds, for as long as it takes to believe it. */
const soaks: Record<string, () => Promise<{ run(): Promise<boolean> }>> = {
  seal: () => import('./seal.ts'),
  outage: () => import('./outage.ts'),
  batch: () => import('./batch.ts'),
  workers: () => import('./workers.ts'),
}

const [soakName = ''] = argv.slice(2)
const load = Object.hasOwn(soaks, soakName) ? soaks[soakName] : undefined
if (!load) {
  process.stderr.write(`Which soak? One of: ${Object.keys(soaks).join(', ')}\n`)
  process.exit(2)
}
const soak = await load()
process.exit((await soak.run()) ? 0 : 1)
