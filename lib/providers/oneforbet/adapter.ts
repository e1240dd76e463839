import { defineAdapter } from '#lib/providers/contract.ts'
import { headerSecrets } from '#lib/providers/header-secrets.ts'
import { unsent } from '#lib/providers/no-answer.ts'
import { echoes, normalize } from './normalize.ts'
import { balanceRequest } from './request.ts'
import { inputs, questionSchema, settingsSchema } from './schema.ts'

/** OneForBet (AMB Super API): POST /checkBalance. */
export const oneforbet = defineAdapter({
  key: 'oneforbet',
  label: 'OneForBet',
  summary: 'A balance check: what a member holds now. It knows of no transaction.',
  inputs,
  path: '/checkBalance',
  probe: { username: 'statusdesk-connection-test', currency: 'THB' },
  rowsPerCall: 1,
  keepsForMs: null,
  tells: { statuses: ['not_applicable'], absences: ['not_found'] },
  echoes,
  delay: null,
  mappingVersion: '2026-11-20',
  settings: settingsSchema,
  ask: async (questions, { send, baseUrl, settings, now, newId, keepSecret }) => {
    for (const secret of headerSecrets(settings.headers)) keepSecret(secret)
    return Promise.all(
      questions.map(async ({ input }) => {
        const question = questionSchema.parse(input)
        const stamp = { id: newId(), at: now() }
        const reply = await send(balanceRequest(question, stamp, settings, baseUrl))
        return reply.kind === 'fault' ? unsent(reply) : normalize(reply, question)
      }),
    )
  },
})
