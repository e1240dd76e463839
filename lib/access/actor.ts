import type { RequestOrigin } from './request.ts'
import type { Role } from './roles.ts'

/** Who does something, and from where. Made from a session, a token or the command line; never from input. */
export interface Actor {
  /** `anonymous` is somebody who has not signed in; `system` is the desk itself, such as the reaper. */
  readonly kind: 'user' | 'token' | 'cli' | 'system' | 'anonymous'
  readonly id: string
  readonly name: string
  readonly role: Role | null
  /** SHA-256 of the session's id, hex. */
  readonly sessionHash: string | null
  readonly tokenId: string | null
  readonly ip: string | null
  readonly userAgentHash: string | null
  readonly requestId: string | null
}

const nowhere = { sessionHash: null, tokenId: null, ip: null, userAgentHash: null, requestId: null }

/** The desk acting on its own: `part` names what of it, such as `reaper`. */
export function systemActor(part: string): Actor {
  return { ...nowhere, kind: 'system', id: `system:${part}`, name: part, role: null }
}

/** Somebody who has not signed in. */
export function anonymousActor(origin: RequestOrigin): Actor {
  return { ...nowhere, ...origin, kind: 'anonymous', id: 'anonymous', name: 'Not signed in', role: null }
}
