import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { providers } from './registry.ts'
import type { Simulator } from './start.ts'
import { send } from './testing/client.ts'
import * as ask from './testing/questions.ts'
import { startForTest } from './testing/simulator.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startForTest()
})

afterAll(() => simulator.close())

/** Status and body of a scenario at a provider. */
async function answerOf(provider: string, id: string): Promise<{ status: number; text: string }> {
  const question = ask.everywhere(simulator.http, id)[provider]
  if (!question) throw new Error(`no question for ${provider}`)
  return send(simulator.http, question)
}

async function rowsOf(...ids: string[]): Promise<Record<string, unknown>[]> {
  const { text } = await send(simulator.http, ask.fungamessRows(...ids))
  return JSON.parse(text).result.transactions
}

it.each(providers.map(({ key, scenarios }) => [key, scenarios] as const))(
  'answers every scenario of %s by its own entry',
  async (key, scenarios) => {
    for (const { name } of scenarios) {
      const { text } = await answerOf(key, `sc-${name.replace(/N$/, '0')}-all`)
      expect(text, name).not.toContain('simulator itself failed')
    }
    const journal = await (await fetch(`${simulator.http}/_simulator/calls?provider=${key}`)).json()
    const chosen = journal.calls.map(({ scenario }: { scenario: string }) => scenario)
    expect(chosen).toEqual(scenarios.map(({ name }) => name))
  },
)

describe('numbers as they were written', () => {
  it.each([
    ['fantasy-goal', 'sc-balance_20', '"balance": 18446744073709551615'],
    ['fantasy-goal', 'sc-balance_2e53', '"balance": 9007199254740993'],
    ['fantasy-goal', 'sc-balance_1e3', '"balance": 1e3'],
    ['fantasy-goal', 'sc-balance_1000.0-x', '"balance": 1000.0'],
    ['fizzy-bubbly', 'sc-amount_1e3', '"cashAmount": 1000.0'],
    ['fizzy-bubbly', 'sc-amount_2e53', '"amount": 9007199254740993'],
    ['gr8-tech', 'sc-nested_numbers', '"bonus": 1e3'],
    ['gr8-tech', 'sc-balance_big', '"bonus": 18446744073709551615'],
    ['oneforbet', 'sc-balance_20', '"balance": 18446744073709551615'],
  ])('%s %s', async (provider, id, text) => {
    expect((await answerOf(provider, id)).text).toContain(text)
  })

  it('writes a key twice', async () => {
    expect((await answerOf('gr8-tech', 'sc-twice_differs')).text).toMatch(
      /"status": "success"[^]*"status": "failed"/,
    )
  })

  it('gives FUNGAMESS its ids back', async () => {
    const body =
      '{"transactions":[{"userId":18446744073709551615,"transactionId":"sc-ok","gameId":9007199254740993}]}'
    const { text } = await send(simulator.http, ask.fungamessCall(body))
    expect(text).toContain('"userId": 18446744073709551615,\n"gameId": 9007199254740993')
  })
})

describe('rows of FUNGAMESS', () => {
  it('has every status of the page', async () => {
    const names = [
      'failed',
      'ok',
      'insufficient_funds',
      'limit_exceeded',
      'player_blocked',
      'pending',
      'timeout',
    ]
    const rows = await rowsOf(...names.map((name) => `sc-${name}`))
    expect(rows.map(({ status }) => status)).toEqual(['0', '1', '2', '3', '4', '5', '9'])
  })

  it('loses, adds, repeats and contradicts rows', async () => {
    const rows = await rowsOf('sc-ok-1', 'sc-missing', 'unknown', 'sc-surplus', 'sc-two_differ')
    expect(rows.map(({ transactionId, status }) => [transactionId, status])).toEqual([
      ['sc-ok-1', '1'],
      ['sc-surplus', '1'],
      ['5b0e4c1e-7a36-4f0c-9d55-3f1f5a9d0a77', '0'],
      ['sc-two_differ', '1'],
      ['sc-two_differ', '0'],
    ])
  })

  it('shuffles and cuts the whole answer for one row', async () => {
    expect(
      (await rowsOf('sc-ok-1', 'sc-ok-2', 'sc-shuffled')).map(({ transactionId }) => transactionId),
    ).toEqual(['sc-shuffled', 'sc-ok-2', 'sc-ok-1'])
    expect(await rowsOf('sc-ok-1', 'sc-ok-2', 'sc-ok-3', 'sc-silent_cut')).toHaveLength(2)
  })

  it('names the bad row, and lets one faulty row decide for the call', async () => {
    const { text } = await send(simulator.http, ask.fungamessRows('sc-ok-1', 'sc-ok-2', 'sc-bad_row'))
    expect(JSON.parse(text).errors.error).toBe('The transactions.2.userId field is required')
    expect((await send(simulator.http, ask.fungamessRows('sc-ok-1', 'sc-503', 'sc-bad_row'))).status).toBe(
      503,
    )
  })
})

describe('what changes with time', () => {
  it('settles a second after the first question', async () => {
    const look = async () => ({
      'fantasy-goal': (await answerOf('fantasy-goal', 'sc-settles1-t')).status,
      fungamess: (await rowsOf('sc-settles1-t')).map(({ status }) => status).join(),
      'fizzy-bubbly': (await answerOf('fizzy-bubbly', 'sc-settles1-t')).status,
      'gr8-tech': (await answerOf('gr8-tech', 'sc-settles1-t')).status,
      oneforbet: JSON.parse((await answerOf('oneforbet', 'sc-settles1-t')).text).statusCode,
      forgetful: (await answerOf('gr8-tech', 'sc-expires1-t')).status,
    })
    const before = {
      'fantasy-goal': 500,
      fungamess: '5',
      'fizzy-bubbly': 404,
      'gr8-tech': 204,
      oneforbet: 10001,
    }
    const after = { 'fantasy-goal': 200, fungamess: '1', 'fizzy-bubbly': 200, 'gr8-tech': 200, oneforbet: 0 }
    expect(await look()).toEqual({ ...before, forgetful: 200 })
    await new Promise((done) => setTimeout(done, 1050))
    expect(await look()).toEqual({ ...after, forgetful: 204 })
    expect((await answerOf('gr8-tech', 'sc-settles1-another')).status).toBe(204)
  })

  it('shows an expiring transaction that is nearly three days old', async () => {
    const { createdAt } = JSON.parse((await answerOf('gr8-tech', 'sc-expires60-age')).text)
    const ageMs = Date.now() - Date.parse(createdAt)
    expect(ageMs).toBeGreaterThan(72 * 3_600_000 - 61_000)
    expect(ageMs).toBeLessThan(72 * 3_600_000)
  })
})
