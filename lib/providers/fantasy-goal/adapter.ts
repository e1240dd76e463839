import { defineAdapter } from '#lib/providers/contract.ts'
import { unsent } from '#lib/providers/no-answer.ts'
import { echoes } from './echo.ts'
import { normalize } from './normalize.ts'
import { basicCredentials, statusRequest } from './request.ts'
import { inputs, questionSchema, settingsSchema } from './schema.ts'

/** Fantasy Goal: POST /api/wallet/status. */
export const fantasyGoal = defineAdapter({
  key: 'fantasy-goal',
  label: 'Fantasy Goal',
  summary: 'Whether the named debit, credit or rollback is known as done, and the balance now.',
  inputs,
  path: '/api/wallet/status',
  probe: {
    transaction_id: 'statusdesk-connection-test',
    action: 'debit',
    amount: '0',
    currency: 'EUR',
    player_id: '1',
    round_id: 'statusdesk-connection-test',
    game_id: 'statusdesk-connection-test',
    site_id: '1',
    provider_id: '1',
    token: 'statusdesk-connection-test',
  },
  rowsPerCall: 1,
  keepsForMs: null,
  tells: { statuses: ['succeeded', 'unknown'], absences: [] },
  echoes,
  delay: null,
  mappingVersion: '2026-11-20',
  settings: settingsSchema,
  ask: async (questions, { send, baseUrl, settings, keepSecret }) => {
    keepSecret(basicCredentials(settings))
    return Promise.all(
      questions.map(async ({ input }) => {
        const question = questionSchema.parse(input)
        const reply = await send(statusRequest(question, settings, baseUrl))
        return reply.kind === 'fault' ? unsent(reply) : normalize(reply, question)
      }),
    )
  },
})
