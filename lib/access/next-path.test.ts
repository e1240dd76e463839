import { expect, it } from 'vitest'
import { parseNextPath, signInPath } from './next-path.ts'

it.each(['/', '/lookups?status=pending#row', '/lookups/a%2Fb'])('%s is kept', (path) => {
  expect(parseNextPath(path)).toBe(path)
  expect(new URLSearchParams(signInPath(path).split('?')[1]).get('next') ?? '/').toBe(path)
})

it.each([
  undefined,
  ['/a'],
  '',
  'lookups',
  'https://evil.test/',
  '//evil.test',
  '/\\evil.test',
  '/\t/evil.test',
  '/.//evil.test',
  'javascript:alert(1)',
])('%j leads home', (given) => {
  expect(parseNextPath(given)).toBe('/')
})
