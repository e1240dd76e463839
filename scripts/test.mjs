import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { handOver } from './hand-over.mjs'
import { ensureInstalled } from './install.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
if (ensureInstalled(root)) handOver(root, 'scripts/test/main.ts', process.argv.slice(2))
else {
  console.log('0 passed, 1 failed')
  process.exitCode = 1
}
