import type { Answer } from '#lib/providers/answer.ts'
import {
  type AskContext,
  defineAdapter,
  type Question,
  type ReceivedReply,
  type SendFault,
} from '#lib/providers/contract.ts'
import { unsent } from '#lib/providers/no-answer.ts'
import { keepsForMs, normalize } from './normalize.ts'
import { buildRequest } from './request.ts'
import { inputs, settings, type Settings } from './schema.ts'
import { authorize } from './token.ts'

type Context = AskContext & { readonly settings: Settings }

/** GR8 Tech, "get-transaction-by-id": GET /v1/wallet-proxy/v1/{playerId}/transactions/{transactionId}. */
export const gr8Tech = defineAdapter({
  key: 'gr8-tech',
  label: 'GR8 Tech',
  summary: 'One transaction with its cash, bonus and locked parts and the balances after it, for 3 days.',
  inputs,
  path: '/v1/wallet-proxy/v1/{playerId}/transactions/{transactionId}',
  probe: { playerId: 'statusdesk-connection-test', transactionId: 'statusdesk-connection-test' },
  rowsPerCall: 1,
  keepsForMs,
  tells: {
    statuses: ['succeeded', 'declined', 'failed', 'unknown'],
    absences: ['not_found', 'expired'],
  },
  echoes: ['id'],
  delay: null,
  mappingVersion: '2026-11-20',
  settings,
  hosts: ({ token }) => (token === undefined ? [] : [new URL(token.url).origin]),
  ask: (questions, context) =>
    Promise.all(
      questions.map((question) =>
        context.settings.token === undefined
          ? askWithFixedHeader(question, context)
          : askWithToken(question, context, context.settings.token),
      ),
    ),
})

async function askWithFixedHeader(question: Question, context: Context): Promise<Answer> {
  const authorization = context.settings.authorization?.reveal()
  if (authorization === undefined) throw new Error('The settings must hold authorization or token.')
  // The configured value is masked as a whole; a reply may repeat it without its scheme.
  const [, credentials] = authorization.split(' ', 2)
  if (credentials) context.keepSecret(credentials)
  return toAnswer(await call(question, authorization, context), question, context)
}

/** A 401 may mean that the token died early: one fresh token, one more try. */
async function askWithToken(
  question: Question,
  context: Context,
  token: NonNullable<Settings['token']>,
): Promise<Answer> {
  const first = await authorize(token, context, null)
  if (!first.ok) return first.answer
  const reply = await call(question, first.authorization, context)
  if (reply.kind === 'fault' || reply.status !== 401) return toAnswer(reply, question, context)
  const second = await authorize(token, context, first.authorization)
  if (!second.ok) return second.answer
  return toAnswer(await call(question, second.authorization, context), question, context)
}

function call({ input }: Question, authorization: string, context: Context) {
  return context.send(buildRequest(input, authorization, context.settings, context.baseUrl))
}

async function toAnswer(
  reply: ReceivedReply | SendFault,
  question: Question,
  { now, findKnownSince }: Context,
): Promise<Answer> {
  if (reply.kind === 'fault') return unsent(reply)
  // Only an absence has a use for it.
  const knownSince = reply.status === 204 ? await findKnownSince(question) : null
  return normalize(reply, { ...question, knownSince }, now())
}
