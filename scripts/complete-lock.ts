import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addEntries, findMissing } from './lock/complete.ts'

/**
 * Run after `npm install` behind a registry that does not have the packages of other platforms: npm then leaves
 * them out of package-lock.json, and `npm ci` refuses the file everywhere.
 */
const path = join(import.meta.dirname, '..', 'package-lock.json')
const text = readFileSync(path, 'utf8')
const missing = findMissing(text)
if (missing.size > 0) writeFileSync(path, addEntries(text, missing))
console.log(`${missing.size} entries added.`)
