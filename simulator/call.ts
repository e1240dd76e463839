import { type Json, writeJson } from './exact-json.ts'

/** One request as a vendor sees it. */
export type Call = {
  method: string
  /** Path and query below the provider's base path, as sent, not decoded. */
  path: string
  /** The whole URL as the client addressed it: scheme of the listener, Host header, path and query. */
  url: string
  headers: Record<string, string>
  body: Uint8Array
}

export type Reply = { status: number; headers: Record<string, string>; body: Uint8Array }

/** How a reply leaves, or does not. */
export type Delivery =
  | { how: 'whole'; reply: Reply }
  | { how: 'late'; reply: Reply; ms: number }
  | { how: 'never' }
  | { how: 'stalled'; reply: Reply }
  | { how: 'drip'; reply: Reply; everyMs: number }
  | { how: 'short'; reply: Reply }
  | { how: 'cut'; reply: Reply }
  | { how: 'reset' }
  | { how: 'drop' }

/** What a provider makes of a call. */
export type Handled = {
  authenticated: boolean
  /** The ids asked about; for oneforbet the username. */
  transactionIds: string[]
  /** The `sc-` name that chose the answer, if one did. */
  scenario: string | null
  delivery: Delivery
}

export function jsonReply(status: number, body: Json, indent = '  '): Reply {
  return bytesReply(status, 'application/json', Buffer.from(writeJson(body, indent)))
}

export function bytesReply(status: number, type: string, body: Uint8Array): Reply {
  return { status, headers: { 'content-type': type }, body }
}

export function emptyReply(status: number): Reply {
  return { status, headers: {}, body: new Uint8Array(0) }
}

/** A call the vendor turned away before looking at any transaction. */
export function refused(authenticated: boolean, reply: Reply, transactionIds: string[] = []): Handled {
  return { authenticated, transactionIds, scenario: null, delivery: { how: 'whole', reply } }
}

export function sentType(call: Call): string {
  return (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}
