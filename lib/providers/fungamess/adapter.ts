import { type Answer, faulted } from '#lib/providers/answer.ts'
import { type AskContext, defineAdapter } from '#lib/providers/contract.ts'
import { headerSecrets } from '#lib/providers/header-secrets.ts'
import { unsent } from '#lib/providers/no-answer.ts'
import { cutRows } from './cut.ts'
import { normalize } from './normalize.ts'
import { checkRequest } from './request.ts'
import { type AskedRow, inputs, rowSchema, type Settings, settingsSchema } from './schema.ts'

/**
 * A call may be refused for one row at a time. Within the usual ten seconds this many calls fit at 200 ms each;
 * a provider that refuses more rows than that should be asked anew, in smaller calls.
 */
const mostCalls = 50

/** FUNGAMESS: POST /checkTransactions. */
export const fungamess = defineAdapter({
  key: 'fungamess',
  label: 'FUNGAMESS',
  summary: 'The status of each transaction, up to 1000 in one call; no amounts and no balances.',
  inputs,
  path: '/checkTransactions',
  probe: { transactionId: 'statusdesk-connection-test', userId: '1', gameId: '1' },
  rowsPerCall: 1000,
  cutRows,
  keepsForMs: null,
  tells: {
    statuses: ['pending', 'succeeded', 'declined', 'failed', 'timed_out', 'unknown'],
    absences: ['not_in_answer'],
  },
  echoes: ['transactionId', 'userId', 'gameId'],
  delay: null,
  mappingVersion: '2026-11-20',
  settings: settingsSchema,
  ask: async (questions, context) => {
    const rows = questions.map(({ input }) => rowSchema.parse(input))
    for (const secret of headerSecrets(context.settings.headers)) context.keepSecret(secret)
    const answers = await askRows(distinct(rows), context)
    return rows.map((row) => {
      const answer = answers.get(keyOf(row))
      if (answer === undefined) throw new Error('A row of the call was left without an answer.')
      return answer
    })
  },
})

/** Asks for the rows together, and again without those for which a call was refused, until each has its answer. */
async function askRows(
  rows: readonly AskedRow[],
  { send, baseUrl, settings }: AskContext & { readonly settings: Settings },
): Promise<ReadonlyMap<string, Answer>> {
  const answers = new Map<string, Answer>()
  let open = rows
  for (let calls = 0; open.length > 0; calls += 1) {
    const left = open
    let verdicts: readonly (Answer | null)[]
    if (calls === mostCalls) {
      verdicts = left.map(() => givenUp())
    } else {
      const reply = await send(checkRequest(left, settings, baseUrl))
      verdicts = reply.kind === 'fault' ? left.map(() => unsent(reply)) : normalize(reply, left)
    }
    open = left.filter((row, place) => {
      const answer = verdicts[place] ?? null
      if (answer !== null) answers.set(keyOf(row), answer)
      return answer === null
    })
  }
  return answers
}

function givenUp(): Answer {
  const text = `${mostCalls} calls were refused for other rows, one after another; this one was not judged.`
  return faulted('cancelled', 'reply', { notices: [{ kind: 'note', text }] })
}

function distinct(rows: readonly AskedRow[]): readonly AskedRow[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()]
}

function keyOf({ transactionId, userId, gameId }: AskedRow): string {
  return JSON.stringify([transactionId, userId, gameId])
}
