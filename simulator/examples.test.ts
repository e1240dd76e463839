import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Simulator } from './start.ts'
import { openHttp2, send, sendHttp2 } from './testing/client.ts'
import {
  fantasyGoal,
  fantasyGoalBody,
  fizzyBubbly,
  fungamessCall,
  fungamessRows,
  gr8Tech,
  oneForBet,
  oneForBetBody,
} from './testing/questions.ts'
import { startForTest } from './testing/simulator.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startForTest()
})

afterAll(() => simulator.close())

it('answers the example of Fantasy Goal over HTTP/2', async () => {
  const session = openHttp2(simulator.https, simulator.caFile)
  const question = fantasyGoal(fantasyGoalBody('d47ac10b-58cc-4372-a567-0e02b2c3d479'))
  const answer = await sendHttp2(session, question)
  session.close()
  expect(answer.headers['content-type']).toBe('application/json')
  expect(answer.status).toBe(200)
  expect(answer.text).toBe(`{
  "status": true,
  "code": 1,
  "message": "",
  "request_id": "89aac521-7a56-4ad1-8310-1ed2bbf9e55d",
  "token": "3dc8fe01-2018-486e-9632-35aef21028a5",
  "player_id": 1,
  "game_id": "example",
  "site_id": 1,
  "provider_id": 1,
  "balance": 19575.50
}`)
})

it('answers an unknown transaction with the failed response of Fantasy Goal', async () => {
  const answer = await send(simulator.http, fantasyGoal(fantasyGoalBody('no-such-transaction')))
  expect(answer.status).toBe(500)
  expect(answer.text.replace(/[0-9a-f-]{36}/, '4d5a42b3-62ec-40cb-b5e9-b338f194ce60')).toBe(`{
  "status": false,
  "code": 2,
  "message": "An unknown error has occurred.",
  "request_id": "4d5a42b3-62ec-40cb-b5e9-b338f194ce60"
}`)
})

it('echoes the numbers of Fantasy Goal as they were written', async () => {
  const body = fantasyGoalBody('sc-ok').replace('"player_id": 1', '"player_id": 18446744073709551615')
  const answer = await send(
    simulator.http,
    fantasyGoal(body.replace('"site_id": 1', '"site_id": 9007199254740993')),
  )
  expect(answer.text).toContain('"player_id": 18446744073709551615,')
  expect(answer.text).toContain('"site_id": 9007199254740993,')
})

it('answers the examples of FUNGAMESS', async () => {
  const pageReply = fungamessRows(
    'cf1e5b08-dcb4-46a2-9623-f12b174f507e',
    'e85acbb5-799b-44c2-a80b-df1748ed4b5c',
  )
  expect((await send(simulator.http, pageReply)).text).toBe(`{
"status": true,
"result": {
"transactions": [
{
"transactionId": "cf1e5b08-dcb4-46a2-9623-f12b174f507e",
"userId": 14730,
"gameId": 1028683,
"status": "5",
"statusMessage": "Pending"
},
{
"transactionId": "e85acbb5-799b-44c2-a80b-df1748ed4b5c",
"userId": 14730,
"gameId": 1028683,
"status": "0",
"statusMessage": "Failed"
}
]
}
}`)
  const pageQuestion = [
    [16065, '4db8f482-4240-4049-98a7-03e38333b066', 1000837],
    [12644, 'd6746885-0a87-4ce8-bf08-826ce1f71035', 1000819],
    [7416, 'aa5c2168-f257-4a86-a6fa-0c0f25cee4d7', 1040848],
    [5249, 'd12dee25-64ad-4eb4-a2fd-f52039062a68', 1033828],
    [13392, '076e2e53-c7ae-4c2e-b081-558c088d387a', 1000821],
    [11899, 'a4b1f099-b7d6-4b8a-b901-57b6a806fd50', 1000556],
  ].map(([userId, transactionId, gameId]) => ({ userId, transactionId, gameId }))
  const answer = await send(simulator.http, fungamessCall(JSON.stringify({ transactions: pageQuestion })))
  const states = [
    ['1', 'Success'],
    ['5', 'Pending'],
    ['2', 'Insufficient funds'],
    ['0', 'Failed'],
    ['9', 'Timeout'],
    ['4', 'User blocked'],
  ]
  const rows = pageQuestion.map((asked, at) => ({
    ...asked,
    status: states[at]?.[0],
    statusMessage: states[at]?.[1],
  }))
  expect(JSON.parse(answer.text)).toEqual({ status: true, result: { transactions: rows } })
})

it('refuses a row as the unsuccessful example of FUNGAMESS does', async () => {
  const missing = fungamessCall('{"transactions":[{"transactionId":"sc-ok","gameId":1}]}')
  const example = `{
"status": false,
"errors": {
"error": "The transactions.0.userId field is required"
}
}`
  expect((await send(simulator.http, missing)).text).toBe(example)
  expect((await send(simulator.http, fungamessRows('sc-bad_row'))).text).toBe(example)
})

it('answers the example of Fizzy Bubbly', async () => {
  const answer = await send(simulator.http, fizzyBubbly(simulator.http, 'string'))
  expect(answer.text).toBe(`{
  "amount": 42.0,
  "brandId": "string",
  "cashAmount": 42.0,
  "country": "string",
  "createTimestamp": 42,
  "currency": "string",
  "freeSpinsCampaignId": "string",
  "gameId": "string",
  "gameRoundId": "string",
  "isFeatureBuy": true,
  "isGameRoundFinished": true,
  "isRollbackRefunded": true,
  "jackpotAmount": 42.0,
  "platform": "string",
  "playerId": "string",
  "referenceTransactionId": "string",
  "resolveTimestamp": 42,
  "sessionId": "string",
  "transactionId": "string",
  "transactionResponseBalance": 42.0,
  "transactionResponseCurrency": "string",
  "transactionResponseStatus": "APPLIED",
  "transactionType": "withdraw"
}`)
  const unknown = await send(simulator.http, fizzyBubbly(simulator.http, 'no-such-transaction'))
  expect([unknown.status, unknown.text]).toEqual([404, ''])
})

it('answers the examples of GR8 Tech', async () => {
  const answer = await send(simulator.http, gr8Tech('f0fc7fd9d4ea4d1297a9a6a6fd1638ed'))
  expect(answer.text).toBe(`{
  "balances": {
    "USD": {
      "cash": "1000.0",
      "bonus": "0",
      "locked": "0"
    }
  },
  "status": "success",
  "currency": "USD",
  "platform": "sport",
  "id": "f0fc7fd9d4ea4d1297a9a6a6fd1638ed",
  "type": "deposit",
  "initiatedAt": "2024-09-18T14:13:04.088Z",
  "createdAt": "2024-09-18T14:13:04.088Z",
  "context": {
    "product": "sportsbook",
    "reason": "external transfer",
    "correlationId": "2a2364a1db7947fe9c9a0e0fbb2064c4",
    "clientName": "{serviceAccountLogin}"
  },
  "amountBreakdown": {
    "cash": "1000.0",
    "bonus": "0.0",
    "locked": "0.0",
    "retract": "0.0"
  }
}`)
  const refusal = await send(simulator.http, gr8Tech('sc-user_not_found'))
  expect([refusal.status, refusal.text]).toEqual([
    400,
    `{
  "error": {
    "code": "error.user.not-found",
    "message": "User with specified Id was not found",
    "origin": "{source-of-error}"
  },
  "alreadyProcessed": true
}`,
  ])
  const unknown = await send(simulator.http, gr8Tech('no-such-transaction'))
  expect([unknown.status, unknown.text, unknown.headers['content-length']]).toEqual([204, '', undefined])
})

it('answers the examples of OneForBet, for the demo’s product', async () => {
  const answer = await send(simulator.http, oneForBet(oneForBetBody('foobar')))
  expect(answer.text).toBe(`{
  "id": "2989ccc8-aae3-4ff4-803c-47de52f7c4d5",
  "statusCode": 0,
  "timestampMillis": 1712641927000,
  "productId": "DEMO",
  "currency": "THB",
  "balance": 10000,
  "username": "foobar"
}`)
  const unknown = await send(simulator.http, oneForBet(oneForBetBody('nobody')))
  expect(unknown.status).toBe(200)
  expect(unknown.text.replace(/[0-9a-f-]{36}/, 'ID')).toBe(`{
  "id": "ID",
  "statusCode": 10001,
  "productId": "DEMO",
  "timestampMillis": 1712641927000
}`)
})
