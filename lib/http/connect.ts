import { type LookupAddress, promises as dns } from 'node:dns'
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { buildConnector } from 'undici'
import { isLoopback, makeAddressJudge } from './address.ts'
import { codeIn, ConnectError } from './fault.ts'
import type { Target } from './target.ts'

export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>

/** The system's resolver, every address of a name. */
export const resolveBySystem: Resolve = (hostname) => dns.lookup(hostname, { all: true })

/** Where a connection of the HTTP library stands, for saying in which phase a call is stuck. */
export interface Line {
  stage: 'idle' | 'resolve' | 'connect' | 'open'
  socket: Socket | TLSSocket | null
}

/**
 * Opens sockets for one connection: resolves the name, judges every address, and connects to those very addresses,
 * so that a name which resolves differently a moment later gains nothing. Refused addresses are left out and the
 * others tried; with DNS64, say, a name has one address of each kind. Reports failures as `ConnectError`, within
 * `connectMs` whatever the resolver or the peer does.
 */
export function makeConnector(target: Target, resolve: Resolve, connectMs: number) {
  const judge = makeAddressJudge(target)

  return (line: Line): buildConnector.connector =>
    ({ hostname, port, protocol }, callback) => {
      let socket: Socket | TLSSocket | null = null
      let settled = false
      const timer = setTimeout(() => {
        const phase = line.stage === 'resolve' ? 'resolve' : 'connect'
        const what = phase === 'resolve' ? 'The name was not resolved' : 'No connection came about'
        fail(new ConnectError({ fault: 'timeout', phase, text: `${what} within ${connectMs} ms.` }))
      }, connectMs)

      const fail = (error: Error) => {
        if (settled) return
        settled = true
        clearTimeout(timer)
        line.stage = 'idle'
        socket?.destroy()
        callback(error, null)
      }
      const succeed = (open: Socket | TLSSocket) => {
        if (settled) return
        settled = true
        clearTimeout(timer)
        line.stage = 'open'
        line.socket = open
        open.once('close', () => {
          if (line.socket === open) line.stage = 'idle'
        })
        callback(null, open)
      }
      const dial = (addresses: readonly LookupAddress[]) => {
        if (settled) return
        line.stage = 'connect'
        const secure = protocol === 'https:'
        const open = secure
          ? openTls(hostname, Number(port || 443), addresses, target.certificateAuthority)
          : openTcp(hostname, Number(port || 80), addresses)
        socket = open
        open.setNoDelay(true).setKeepAlive(true, 60_000)
        // Stays: a socket that fails after it was given up must not bring the process down.
        open.on('error', (error) => fail(notConnected(error)))
        open.once(secure ? 'secureConnect' : 'connect', () => succeed(open))
      }

      line.stage = 'resolve'
      line.socket = null
      findAddresses(hostname).then(
        (all) => {
          const reachable = all.filter(({ address }) => judge.mayReach(address) && maySend(protocol, address))
          if (reachable.length > 0) dial(reachable)
          else fail(refused(protocol))
        },
        (error: unknown) => fail(notResolved(error)),
      )
    }

  async function findAddresses(hostname: string): Promise<readonly LookupAddress[]> {
    const family = isIP(hostname)
    return family === 0 ? resolve(hostname) : [{ address: hostname, family }]
  }

  function maySend(protocol: string, address: string): boolean {
    return protocol === 'https:' || (!target.production && isLoopback(address))
  }
}

function openTcp(host: string, port: number, addresses: readonly LookupAddress[]): Socket {
  return connectTcp({ host, port, lookup: pinned(addresses) })
}

function openTls(
  host: string,
  port: number,
  addresses: readonly LookupAddress[],
  certificateAuthority: string | null,
): TLSSocket {
  return connectTls({
    host,
    port,
    lookup: pinned(addresses),
    // Said although it is the default, which NODE_TLS_REJECT_UNAUTHORIZED=0 would change.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['h2', 'http/1.1'],
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(certificateAuthority === null ? {} : { ca: certificateAuthority }),
  })
}

/** Gives the addresses that were judged. Node does not ask for those of a host that is an address itself. */
function pinned(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, [...addresses])
    else if (first) callback(null, first.address, first.family)
  }
}

function refused(protocol: string): ConnectError {
  const text =
    protocol === 'https:'
      ? 'Every address of the name is private or reserved, and the connection does not allow it.'
      : 'Plain HTTP goes to this machine only, and outside production only.'
  return new ConnectError({ fault: 'unreachable', phase: 'resolve', text, lasting: true })
}

function notResolved(cause: unknown): ConnectError {
  const text = `The name could not be resolved${codeIn(cause)}.`
  return new ConnectError({ fault: 'unreachable', phase: 'resolve', text }, cause)
}

function notConnected(cause: Error): ConnectError {
  const code = codeIn(cause)
  const lasting = isCertificateError(code)
  const what = lasting ? 'The certificate of the provider is not trusted' : 'No connection came about'
  return new ConnectError({ fault: 'unreachable', phase: 'connect', text: `${what}${code}.`, lasting }, cause)
}

/** OpenSSL's names for what is wrong with a chain, and Node's for a wrong name in the certificate. */
function isCertificateError(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|CRL_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH/.test(
    code,
  )
}
