import { expect, it } from 'vitest'
import { answered } from '#lib/providers/answer.ts'
import { maskAnswer } from './mask-answer.ts'

it('leaves no secret in a text and every number as it is', () => {
  const balances = [{ kind: 'total', amount: '50.50', currency: 'EUR', asOf: 'now' }] as const
  const answer = answered('unknown', {
    providerStatus: { code: 'S3CRET', text: 'Token S3CRET is unknown.' },
    providerOperation: 'S3CRET',
    references: { transactionId: 'S3CRET', traceId: 'S3CRET' },
    notices: [{ kind: 'drift', text: '"S3CRET" is not in the documentation.' }],
    balances,
  })
  const masked = maskAnswer(answer, (text) => text.replaceAll('S3CRET', '[masked]'))
  expect(JSON.stringify(masked)).not.toContain('S3CRET')
  expect(masked).toMatchObject({
    balances,
    status: 'unknown',
    providerStatus: { text: 'Token [masked] is unknown.' },
  })
})
