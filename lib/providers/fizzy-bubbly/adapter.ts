import { defineAdapter } from '#lib/providers/contract.ts'
import { unsent } from '#lib/providers/no-answer.ts'
import { normalize } from './normalize.ts'
import { buildRequest } from './request.ts'
import { inputs, settings } from './schema.ts'

/** Fizzy Bubbly, "Fetch transaction": GET /history/transactions/{transactionId}. */
export const fizzyBubbly = defineAdapter({
  key: 'fizzy-bubbly',
  label: 'Fizzy Bubbly',
  summary: 'Their record, with a delay, of what our wallet answered them about the transaction.',
  inputs,
  path: '/history/transactions/{transactionId}',
  probe: { transactionId: 'statusdesk-connection-test' },
  rowsPerCall: 1,
  keepsForMs: null,
  tells: {
    statuses: ['succeeded', 'declined', 'unknown'],
    absences: ['not_found', 'not_found_or_processing'],
  },
  echoes: ['transactionId'],
  delay: 'Their data is not real time. A recent transaction may be missing, or older here than it is.',
  mappingVersion: '2026-11-20',
  settings,
  ask: (questions, { send, baseUrl, settings: configured }) =>
    Promise.all(
      questions.map(async ({ input: { transactionId = '' } }) => {
        const reply = await send(buildRequest(transactionId, configured, baseUrl))
        return reply.kind === 'fault' ? unsent(reply) : normalize(reply, transactionId)
      }),
    ),
})
