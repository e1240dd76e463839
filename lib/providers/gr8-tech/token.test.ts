import { beforeEach, describe, expect, it } from 'vitest'
import type { AskContext, OutgoingRequest, ReceivedReply, SendFault } from '#lib/providers/contract.ts'
import { Secret } from '#lib/providers/secret.ts'
import type { TokenSettings } from './schema.ts'
import { authorize } from './token.ts'

const settings: TokenSettings = {
  url: 'https://token.test/oauth/token',
  clientId: 'client-1',
  clientSecret: new Secret('se&cret', 'plain'),
  auth: 'form',
}

let nowMs = 0
let sent: OutgoingRequest[] = []
let kept: string[] = []
let replies: (ReceivedReply | SendFault | Promise<SendFault>)[] = []
let memory = new Map<string, unknown>()

beforeEach(() => {
  nowMs = Date.parse('2026-11-20T14:00:00Z')
  sent = []
  kept = []
  replies = []
  memory = new Map()
})

function context(): AskContext {
  return {
    send: async (request) => {
      sent.push(request)
      const reply = replies.shift()
      if (!reply) throw new Error('A request more than the test has replies for')
      return reply
    },
    baseUrl: new URL('https://provider.test/'),
    now: () => new Date(nowMs),
    newId: () => '',
    memory,
    findKnownSince: async () => null,
    keepSecret: (value) => kept.push(value),
  }
}

function token(name: string, members: Record<string, unknown> = { expires_in: 3600 }): ReceivedReply {
  const body = JSON.stringify({ token_type: 'Bearer', access_token: name, ...members })
  return { kind: 'reply', status: 200, headers: new Map(), body: Buffer.from(body), httpVersion: '1.1' }
}

function fault(name: 'cancelled' | 'timeout' | 'unreachable'): SendFault {
  return { kind: 'fault', fault: name, phase: 'connect', text: 'It failed.' }
}

async function given(rejected: string | null = null) {
  const authorized = await authorize(settings, context(), rejected)
  return authorized.ok ? authorized.authorization : authorized.answer.fault
}

describe('lifetime', () => {
  it.each([
    ['an hour', { expires_in: 3600 }, 3_540_000],
    ['an hour, as text', { expires_in: '3600' }, 3_540_000],
    ['a minute: a tenth is left', { expires_in: 60 }, 54_000],
    ['not told', {}, 270_000],
    ['told in words', { expires_in: 'soon' }, 270_000],
    ['over already', { expires_in: 0 }, 0],
  ])('%s', async (_name, members, usableForMs) => {
    replies = [token('one', members), token('two')]
    expect(await given()).toBe('Bearer one')
    if (usableForMs > 0) {
      nowMs += usableForMs - 1
      expect(await given()).toBe('Bearer one')
      nowMs += 1
    }
    expect(await given()).toBe('Bearer two')
  })

  it('ends with a 401, once for all who were refused with it', async () => {
    replies = [token('one'), token('two')]
    expect(await given()).toBe('Bearer one')
    expect(await Promise.all([given('Bearer one'), given('Bearer one')])).toEqual([
      'Bearer two',
      'Bearer two',
    ])
    expect(await given('Bearer one')).toBe('Bearer two')
    expect(sent).toHaveLength(2)
  })
})

describe('sharing', () => {
  it('asks once for twenty questions', async () => {
    replies = [token('one')]
    const all = await Promise.all(Array.from({ length: 20 }, () => given()))
    expect(new Set(all)).toEqual(new Set(['Bearer one']))
    expect(sent).toHaveLength(1)
  })

  it('shares a failure, and asks again next time', async () => {
    replies = [fault('unreachable'), token('one')]
    expect(await Promise.all([given(), given(), given()])).toEqual([
      'unreachable',
      'unreachable',
      'unreachable',
    ])
    expect(await given()).toBe('Bearer one')
  })

  it.each(['cancelled', 'timeout'] as const)(
    'does not share that the first look-up was %s',
    async (ended) => {
      replies = [fault(ended), token('one')]
      expect(await Promise.all([given(), given(), given()])).toEqual([ended, 'Bearer one', 'Bearer one'])
      expect(sent).toHaveLength(2)
    },
  )

  it('keeps connections apart', async () => {
    replies = [token('one'), token('two')]
    expect(await given()).toBe('Bearer one')
    memory = new Map()
    expect(await given()).toBe('Bearer two')
  })
})

describe('masking', () => {
  it('makes known the token, its companions and the encoded secret', async () => {
    replies = [token('one', { refresh_token: 'two', id_token: 'three' })]
    await given()
    expect(kept).toEqual(['se%26cret', 'one', 'two', 'three'])
  })

  it('makes a remembered token known to every look-up that uses it', async () => {
    replies = [token('one')]
    await given()
    kept = []
    await given()
    expect(kept).toEqual(['one'])
  })

  it('makes the Basic credentials known', async () => {
    replies = [token('one')]
    await authorize({ ...settings, auth: 'basic' }, context(), null)
    const basic = Buffer.from('client-1:se%26cret').toString('base64')
    expect(sent[0]?.headers[0]).toEqual(['Authorization', `Basic ${basic}`])
    expect(kept).toContain(basic)
  })
})
