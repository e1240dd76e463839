import { randomUUID } from 'node:crypto'
import { type Reply, jsonReply } from '#simulator/call.ts'
import { type Fields, type Json, type Numeral, fields, num } from '#simulator/exact-json.ts'
import type { Book, Scenario } from './scenario.ts'

export type FantasyGoalQuestion = {
  token: string
  player_id: Numeral
  site_id: Numeral
  provider_id: Numeral
  game_id: string
}

/** The success response, in the order of the page. Every number that was sent comes back as it was written. */
function done(question: FantasyGoalQuestion, requestId: string = randomUUID()): Fields {
  return fields({
    status: true,
    code: num('1'),
    message: '',
    request_id: requestId,
    token: question.token,
    player_id: question.player_id,
    game_id: question.game_id,
    site_id: question.site_id,
    provider_id: question.provider_id,
    balance: num('19575.50'),
  })
}

/** The failed response of the page: all that a refusal carries. */
export function refusal(code: string, message: string): Fields {
  return fields({ status: false, code: num(code), message, request_id: randomUUID() })
}

const unknownError = () => jsonReply(500, refusal('2', 'An unknown error has occurred.'))

export const fantasyGoalBook: Book<FantasyGoalQuestion> = {
  provider: 'fantasy-goal',
  chosenBy: 'transaction_id',
  otherwise: 'HTTP 500, status false, code 2: the page’s failed response',
  documented: [
    {
      id: 'd47ac10b-58cc-4372-a567-0e02b2c3d479',
      says: 'The page’s request example and its success response: balance 19575.50',
      reply: (question) => jsonReply(200, done(question, '89aac521-7a56-4ad1-8310-1ed2bbf9e55d')),
    },
  ],
  ok: (question) => jsonReply(200, done(question)),
  notFound: unknownError,
  scenarios: [
    say('ok', 'Done: status true, code 1', (reply) => reply),
    say('failed', 'HTTP 500, status false, code 2', unknownError),
    say('failed_200', 'The same failure under HTTP 200', () =>
      refusal('2', 'An unknown error has occurred.'),
    ),
    say('code_true', 'status true with a code no page names', (r) =>
      r.set('code', num('7')).set('message', 'Queued'),
    ),
    say('code_false', 'status false with a code no page names', () => refusal('31', 'Round is closed.')),
    say('contradiction', 'status true and code 1 under HTTP 500', (reply) => jsonReply(500, reply)),
    say('done_401', 'status true and code 1 under HTTP 401', (reply) => jsonReply(401, reply)),
    say('failed_403', 'status false in the vendor’s form under HTTP 403', () =>
      jsonReply(403, refusal('4', 'This site may not be asked about.')),
    ),
    say('message', 'Done, with a remark in message', (reply) =>
      reply.set('message', 'Settled by the night run'),
    ),

    say('no_status', 'status is missing', (reply) => reply.drop('status')),
    say('status_text', 'status is the text "true"', (reply) => reply.set('status', 'true')),
    say('status_number', 'status is the number 1', (reply) => reply.set('status', num('1'))),
    say('status_null', 'status is null', (reply) => reply.set('status', null)),
    say('no_code', 'code is missing', (reply) => reply.drop('code')),
    say('code_text', 'code is the text "1"', (reply) => reply.set('code', '1')),
    say('no_echo', 'token, player_id, site_id and provider_id do not come back', (reply) =>
      reply.drop('token', 'player_id', 'site_id', 'provider_id'),
    ),
    say('no_token', 'token does not come back', (reply) => reply.drop('token')),
    say('player_text', 'player_id comes back as text', (reply, ask) =>
      reply.set('player_id', ask.player_id.text),
    ),
    say('game_number', 'game_id is the vendor’s own number', (reply) => reply.set('game_id', num('90071'))),
    say('mismatch', 'Sound, about another player', (reply) => reply.set('player_id', num('999000111'))),
    say('other_token', 'Sound, for another token', (reply) => reply.set('token', randomUUID())),
    say('other_site', 'Sound, for another site', (reply) => reply.set('site_id', num('999000222'))),
    say('other_provider', 'Sound, for another provider_id', (reply) =>
      reply.set('provider_id', num('999000333')),
    ),
    say('twice_same', 'code stands twice with the same value', (reply) => reply.add('code', num('1'))),
    say('twice_differs', 'code stands twice, 1 and 2', (reply) => reply.add('code', num('2'))),

    balance('balance_20', 'A balance of 20 digits', num('18446744073709551615')),
    balance('balance_2e53', 'A balance of 2^53 + 1', num('9007199254740993')),
    balance('balance_fine', 'A balance of 18 decimals', num('0.100000000000000001')),
    balance('balance_1e3', 'A balance written 1e3', num('1e3')),
    balance('balance_1000.0', 'A balance written 1000.0', num('1000.0')),
    balance('balance_0', 'A balance of 0', num('0')),
    balance('balance_negative', 'A balance below 0, although the page says unsigned', num('-3.20')),
    balance('balance_text', 'A balance written as text', '19575.50'),
    balance('balance_null', 'A balance of null', null),
    say('no_balance', 'balance is missing', (reply) => reply.drop('balance')),

    {
      name: 'settlesN',
      says: 'Failed (code 2) for N seconds after it was first asked about, then done',
      reply: ({ question, recall, seconds }) =>
        recall.sinceFirstMs < seconds * 1000 ? unknownError() : jsonReply(200, done(question)),
    },
    {
      name: 'erratic',
      says: 'Done, failed, and an unknown code by turns; the balance moves by 0.10 each time',
      reply: ({ question, recall }) => {
        if (recall.nth % 3 === 2) return unknownError()
        const reply = done(question).set('balance', num(`195${75 - (recall.nth % 50)}.40`))
        return jsonReply(200, recall.nth % 3 === 0 ? reply.set('code', num('12')) : reply)
      },
    },
  ],
}

function say(
  name: string,
  says: string,
  change: (reply: Fields, question: FantasyGoalQuestion) => Fields | Reply,
): Scenario<FantasyGoalQuestion> {
  return {
    name,
    says,
    reply: ({ question }) => {
      const changed = change(done(question), question)
      return 'body' in changed ? changed : jsonReply(200, changed)
    },
  }
}

function balance(name: string, says: string, value: Json): Scenario<FantasyGoalQuestion> {
  return say(name, says, (reply) => reply.set('balance', value))
}
