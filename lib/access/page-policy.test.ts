import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { composePagePolicy } from './page-policy.ts'

const policy = composePagePolicy({ nonce: 'n', development: false })
const directives = new Map(
  policy.split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ')
    return [name, sources] as const
  }),
)
const packages = join(dirname(createRequire(import.meta.url).resolve('next/package.json')), '..')
const read = (path: string) => readFileSync(join(packages, path), 'utf8')
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

it('runs no script and no style sheet without a nonce', () => {
  for (const name of ['script-src', 'style-src'])
    for (const unsafe of ["'unsafe-inline'", "'unsafe-eval'"])
      expect(directives.get(name)).not.toContain(unsafe)
  expect(directives.get('script-src')).toContain("'nonce-n'")
  expect(directives.get('default-src')).toEqual(["'none'"])
  expect(directives.get('script-src-attr')).toEqual(["'none'"])
  expect(directives.get('style-src-attr')).toEqual(["'none'"])
  expect(directives.get('frame-ancestors')).toEqual(["'none'"])
})

it('lets in the style sheet that sonner brings', () => {
  const text = /__insertCSS\(("(?:[^"\\]|\\.)+")\)/.exec(read('sonner/dist/index.mjs'))?.[1] ?? '""'
  expect(directives.get('style-src')).toContain(hashOf(JSON.parse(text)))
})

it('lets in the style sheet that Radix Select brings', () => {
  const code = read('@radix-ui/react-select/dist/index.mjs')
  const text = /__html: `([^`]+)`/.exec(code)?.[1] ?? ''
  expect(directives.get('style-src')).toContain(hashOf(text))
})
