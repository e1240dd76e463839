import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { addEntries, findMissing } from './complete.ts'
import { readPlatform } from './platform.ts'

test('the lock holds the packages of every platform, or npm ci refuses it', () => {
  const missing = findMissing(readFileSync('package-lock.json', 'utf8'))
  expect([...missing.keys()], 'run: npm run complete-lock').toEqual([])
})

test('a package of another platform is added with its platform', () => {
  const lock = JSON.stringify({
    packages: {
      '': {},
      'node_modules/b': { dev: true, optionalDependencies: { 'a-linux-arm64-musl': '1.0.0' } },
      'node_modules/d': { optionalDependencies: { c: '^1.0.0' } },
      'node_modules/d/node_modules/c': { version: '1.2.0' },
    },
  })
  const missing = findMissing(lock)
  const name = 'node_modules/a-linux-arm64-musl'
  const added = { version: '1.0.0', cpu: ['arm64'], os: ['linux'], libc: ['musl'], dev: true, optional: true }
  expect(missing).toEqual(new Map([[name, added]]))
  const completed = addEntries(lock, missing)
  expect(Object.keys(JSON.parse(completed).packages).slice(0, 3)).toEqual(['', name, 'node_modules/b'])
  expect(findMissing(completed).size).toBe(0)
})

test('a name that does not say its platform is not guessed at', () => {
  expect(() => readPlatform('fsevents')).toThrow('does not say its platform')
})
