import { expect, test } from 'vitest'
import { describeError } from './describe-error.ts'

test('tells the innermost cause and never the outer message, which repeats parameters', () => {
  const cause = new TypeError('connection reset')
  const outer = Object.assign(new Error('Failed query: select $1\nparams: secret-token', { cause }), {
    digest: '123',
  })
  const described = describeError(outer)
  expect(described).toMatchObject({ error: 'TypeError', message: 'connection reset', digest: '123' })
  expect(described.frames.length).toBeGreaterThan(0)
  expect(JSON.stringify(described)).not.toContain('secret-token')
})

test('takes anything that was thrown', () => {
  expect(describeError('text')).toEqual({
    error: 'string',
    message: 'not an error',
    digest: null,
    frames: [],
  })
})
