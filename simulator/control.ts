import type { Shared } from './answer.ts'
import { findFault } from './book/scenario.ts'
import { isObject, Numeral, readJson } from './exact-json.ts'
import { listScenarios } from './scenarios.ts'

type Answer = { status: number; body: unknown }

/** The simulator's own interface, under /_simulator; not part of any vendor's. */
export function answerControl(method: string, target: string, body: Uint8Array, shared: Shared): Answer {
  const { pathname, searchParams } = new URL(target, 'http://simulator')
  switch (`${method} ${pathname.replace(/^\/_simulator/, '')}`) {
    case 'GET /calls': {
      const provider = searchParams.get('provider') ?? undefined
      const transactionId = searchParams.get('transactionId') ?? undefined
      return ok({ calls: shared.journal.calls({ provider, transactionId }) })
    }
    case 'DELETE /calls':
      shared.journal.clear()
      return ok({ cleared: true })
    case 'GET /stats':
      return ok(shared.journal.stats())
    case 'GET /scenarios':
      return ok(listScenarios())
    case 'PUT /latency': {
      const ms = readNumber(body, 'ms', 60_000)
      if (ms === null) return bad('ms must be a whole number from 0 to 60000')
      shared.latency.ms = ms
      return ok({ ms })
    }
    case 'PUT /token':
      return setToken(body, shared)
    case 'POST /token/revoke':
      return ok({ revoked: shared.tokens.revoke() })
    case 'DELETE /memory':
      shared.memory.forget()
      return ok({ forgotten: true })
    default:
      return { status: 404, body: { error: 'There is no such control', see: 'simulator/README.md' } }
  }
}

function setToken(body: Uint8Array, { tokens }: Shared): Answer {
  const sent = readJson(body)
  if (!isObject(sent)) return bad('the body must be a JSON object')
  const { expiresIn, fault } = sent
  const seconds = expiresIn === undefined ? tokens.expiresInSeconds : readNumber(body, 'expiresIn', 86_400)
  if (seconds === null) return bad('expiresIn must be a whole number of seconds')
  if (typeof fault === 'string' && !findFault(`sc-${fault}`)) return bad(`there is no fault called ${fault}`)
  if (typeof fault === 'string' || fault === null) tokens.fault = fault
  tokens.expiresInSeconds = seconds
  return ok({ expiresIn: seconds, fault: tokens.fault })
}

function readNumber(body: Uint8Array, name: string, max: number): number | null {
  const sent = readJson(body)
  const value = isObject(sent) ? sent[name] : undefined
  if (!(value instanceof Numeral) || !/^\d{1,6}$/.test(value.text)) return null
  return Number(value.text) <= max ? Number(value.text) : null
}

function ok(body: unknown): Answer {
  return { status: 200, body }
}

function bad(error: string): Answer {
  return { status: 400, body: { error } }
}
