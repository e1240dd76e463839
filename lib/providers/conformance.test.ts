import { describe, expect, it } from 'vitest'
import type { OutgoingRequest } from './contract.ts'
import { type Fixture, readFixtures, replyOf, requiredCases } from './fixture.ts'
import { parseInput } from './input.ts'
import { adapters } from './registry.ts'

it('knows all five providers', () => {
  expect(adapters.map((adapter) => adapter.key).sort()).toEqual([
    'fantasy-goal',
    'fizzy-bubbly',
    'fungamess',
    'gr8-tech',
    'oneforbet',
  ])
})

describe.each(adapters.map((adapter) => ({ key: adapter.key, adapter })))('$key', ({ key, adapter }) => {
  const fixtures = readFixtures(key)

  it('has a fixture for everything it can express and for every required case', () => {
    const covered = new Set(fixtures.flatMap((fixture) => fixture.covers))
    const required = [...adapter.tells.statuses, ...adapter.tells.absences, ...requiredCases]
    expect(required.filter((name) => !covered.has(name))).toEqual([])
  })

  it('has a probe that its own inputs accept', () => {
    expect(parseInput(adapter.inputs, adapter.probe)).toEqual({ ok: true, input: adapter.probe })
  })

  it.each(fixtures.map((fixture) => ({ name: fixture.name, fixture })))('$name', async ({ fixture }) => {
    const { sent, answers } = await play(fixture)
    expect(answers).toHaveLength(fixture.questions.length)
    expect(answers).toMatchObject(fixture.answers)
    expect(sent).toHaveLength(fixture.exchanges.length)
    for (const [index, { request }] of fixture.exchanges.entries()) {
      if (request) expect(sent[index]).toMatchObject(request)
    }
  })

  const takesMany = adapter.rowsPerCall > 1
  it.runIf(takesMany)('says of every fixture whose bytes are whose, each once and in order', () => {
    const { cutRows } = adapter
    if (!cutRows) throw new Error('An adapter that asks about several players in one call must cut its rows.')
    let owned = 0
    for (const { questions, exchanges, name } of fixtures) {
      for (const exchange of exchanges) {
        const reply = exchange.reply ? replyOf(exchange) : null
        const sent = exchange.request?.body
        const bodies = {
          request: sent == null ? null : Buffer.from(sent),
          reply: reply?.kind === 'reply' ? reply.body : null,
        }
        const cut = cutRows(bodies, questions)
        for (const body of ['request', 'reply'] as const) {
          let at = 0
          for (const { start, end, question } of cut[body]) {
            expect([start >= at, end > start, end <= (bodies[body]?.length ?? 0)], name).toEqual([
              true,
              true,
              true,
            ])
            expect(questions[question], name).toBeDefined()
            at = end
            owned += 1
          }
        }
      }
    }
    expect(owned).toBeGreaterThan(0)
  })

  async function play(fixture: Fixture) {
    const connected = adapter.connect(fixture.settings)
    if (!connected.ok) throw new Error(JSON.stringify(connected.issues))
    const sent: { method: string; url: string; headers: OutgoingRequest['headers']; body: string | null }[] =
      []
    const ids = [...fixture.ids]
    const questions = fixture.questions.map(({ input }) => {
      expect(parseInput(adapter.inputs, input)).toEqual({ ok: true, input })
      return { input }
    })
    const answers = await connected.ask(questions, {
      send: async ({ method, url, headers, body }) => {
        const exchange = fixture.exchanges[sent.length]
        if (!exchange) throw new Error(`An exchange more than the fixture has: ${method} ${url}`)
        sent.push({ method, url, headers, body: body === null ? null : Buffer.from(body).toString() })
        return replyOf(exchange)
      },
      baseUrl: new URL(fixture.baseUrl),
      now: () => new Date(fixture.now),
      newId: () => ids.shift() ?? '00000000-0000-7000-8000-000000000000',
      memory: new Map(),
      findKnownSince: async (question) => {
        const knownSince = fixture.questions[questions.indexOf(question)]?.knownSince ?? null
        return knownSince === null ? null : new Date(knownSince)
      },
      keepSecret: () => {},
    })
    return { sent, answers }
  }
})
