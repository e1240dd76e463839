import { expect, test } from 'vitest'
import type { InputField } from '#lib/providers/contract.ts'
import { findAdvice } from './advice.ts'

const notFound = {
  outcome: 'absent',
  absence: 'not_found',
  status: null,
  fault: null,
  statusReason: null,
  input: { playerId: 'p1', transactionId: 'a1' },
} as const
const inputs: readonly InputField[] = [
  { name: 'occurredAt', label: 'When it happened', type: 'instant', required: false },
]
const forgetful = { keepsForMs: 3 * 86_400_000, inputs }

test('what may have been forgotten is not said never to have been', () => {
  const advice = findAdvice(notFound, forgetful)?.advice
  expect(advice).toContain('or it is older than the 3 days')
  expect(advice).toContain('Ask again with “When it happened”')
})

test('what cannot have been forgotten never reached the provider', () => {
  const input = { ...notFound.input, occurredAt: '2026-11-20T10:00:00Z' }
  expect(findAdvice({ ...notFound, input }, forgetful)?.advice).toContain(
    'never reached the provider: it keeps',
  )
})

test.each([null, { keepsForMs: null, inputs }])('nothing is promised where it is not known', (provider) => {
  expect(findAdvice(notFound, provider)?.advice).toContain('compare with our wallet')
})

test('an unknown player says nothing of a transaction', () => {
  expect(findAdvice({ ...notFound, statusReason: 'player_not_found' }, forgetful)?.title).toBe(
    'The provider does not know this player',
  )
})
