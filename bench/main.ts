import { argv } from 'node:process'

/** `npm run bench -- NAME`: each benchmark compares with something bare in the same run and prints the ratio. */
const benchmarks: Record<string, () => Promise<{ run(): Promise<void> }>> = {
  lookup: () => import('./lookup.ts'),
  audit: () => import('./audit.ts'),
  batch: () => import('./batch.ts'),
}

const [benchmarkName = ''] = argv.slice(2)
const load = Object.hasOwn(benchmarks, benchmarkName) ? benchmarks[benchmarkName] : undefined
if (!load) {
  process.stderr.write(`Which benchmark? One of: ${Object.keys(benchmarks).join(', ')}\n`)
  process.exit(2)
}
const benchmark = await load()
await benchmark.run()
