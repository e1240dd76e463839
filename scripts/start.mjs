import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { handOver } from './hand-over.mjs'
import { ensureInstalled } from './install.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
if (ensureInstalled(root)) handOver(root, 'scripts/start/main.ts', process.argv.slice(2))
else process.exitCode = 1
