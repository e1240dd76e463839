import { X509Certificate, createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import type { Target } from '#lib/http/target.ts'
import type { Adapter, Ask } from '#lib/providers/contract.ts'
import { adapters, findAdapter } from '#lib/providers/registry.ts'
import { collectSecrets, resolveReferences } from './references.ts'
import { connectionEntry, type ConnectionEntry, connectionsFile, type Environment } from './schema.ts'

/** A connection whose every setting was checked. */
export interface Connection {
  readonly id: string
  readonly label: string
  readonly environment: Environment
  readonly adapter: Adapter
  readonly baseUrl: URL
  readonly target: Target
  readonly ask: Ask
  /** Values that are masked wherever they turn up. */
  readonly secrets: readonly string[]
}

export type LoadedConnections =
  | {
      readonly ok: true
      readonly connections: readonly Connection[]
      /** SHA-256, hex, of the file as it stands: references, not secrets. */
      readonly sha256: string
    }
  | { readonly ok: false; readonly faults: readonly string[] }

/**
 * Reads and checks a connections file with everything it refers to. Names all faults at once, each with its
 * path (`connections.0.settings.privateKey`). Connects to nobody.
 */
export function loadConnections(file: string): LoadedConnections {
  const text = readText(file)
  if (text === null) return { ok: false, faults: [`The file ${file} cannot be read.`] }
  const given = parseText(text)
  if (given === undefined) return { ok: false, faults: [`The file ${file} is not JSON.`] }
  const parsed = connectionsFile.safeParse(given)
  if (!parsed.success)
    return { ok: false, faults: parsed.error.issues.flatMap((issue) => describe(issue, [])) }

  const faults: string[] = []
  const connections: Connection[] = []
  const ids = new Set<unknown>()
  for (const [index, entry] of parsed.data.connections.entries()) {
    const complain = (path: readonly PropertyKey[], message: string) => {
      const where = ['connections', index, ...path].map(String).join('.')
      faults.push(`${where}${typeof entry['id'] === 'string' ? ` (${entry['id']})` : ''}: ${message}`)
    }
    if (ids.has(entry['id'])) complain(['id'], 'another connection has this id')
    ids.add(entry['id'])
    const shaped = connectionEntry.safeParse(entry)
    for (const issue of shaped.error?.issues ?? []) complain(issue.path, issue.message)
    const sound = shaped.success ? shaped.data : findSoundPart(entry, shaped.error)
    const connection = sound && openEntry(sound, dirname(resolve(file)), complain)
    if (connection) connections.push(connection)
  }
  if (faults.length > 0) return { ok: false, faults }
  return { ok: true, connections, sha256: createHash('sha256').update(text).digest('hex') }
}

/**
 * What is left of a wrong entry when what is wrong with its shape is taken out, so that its settings and references
 * are checked in the same go. Null when it names no provider.
 */
function findSoundPart(entry: Readonly<Record<string, unknown>>, error: z.ZodError): ConnectionEntry | null {
  const wrong = new Set(
    error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [issue.path[0]],
    ),
  )
  const rest = Object.fromEntries(Object.entries(entry).filter(([name]) => !wrong.has(name)))
  return connectionEntry.safeParse({ ...harmless, ...rest }).data ?? null
}

const harmless = { id: 'x', label: 'x', environment: 'staging', baseUrl: 'https://localhost/' }

type Complain = (path: readonly PropertyKey[], message: string) => void

function openEntry(entry: ConnectionEntry, folder: string, complain: Complain): Connection | null {
  const production = entry.environment === 'production'
  const baseUrl = new URL(entry.baseUrl)
  judgeUrl(baseUrl, production, (message) => complain(['baseUrl'], message))
  const certificateAuthority = entry.tls ? readCertificate(resolve(folder, entry.tls.caFile)) : null
  if (entry.tls && certificateAuthority === null) {
    complain(['tls', 'caFile'], `${entry.tls.caFile} cannot be read or is not a PEM certificate`)
  }

  const adapter = findAdapter(entry.provider)
  if (!adapter) {
    complain(['provider'], `${entry.provider} is not one of ${adapters.map(({ key }) => key).join(', ')}`)
    return null
  }
  const resolved = resolveReferences(entry.settings, folder)
  for (const fault of resolved.faults) complain(['settings', ...fault.path], fault.message)
  const connected = adapter.connect(resolved.value)
  if (!connected.ok) {
    for (const issue of connected.issues) complain(['settings', ...issue.path], issue.message)
    return null
  }
  const secrets = collectSecrets(connected.settings)
  if (production && secrets.some(({ origin }) => origin === 'plain')) {
    complain(
      ['settings'],
      'in production a secret is given as { "env": … } or { "file": … }, not in plain text',
    )
  }
  for (const host of connected.hosts)
    judgeUrl(new URL(host), production, (message) => complain(['settings'], message))

  return {
    id: entry.id,
    label: entry.label,
    environment: entry.environment,
    adapter,
    baseUrl,
    ask: connected.ask,
    secrets: secrets.map((secret) => secret.reveal()),
    target: {
      connectionId: entry.id,
      origins: [baseUrl.origin, ...connected.hosts.map((host) => new URL(host).origin)],
      production,
      allowAddresses: entry.allowAddresses,
      certificateAuthority,
      limits: entry.limits,
    },
  }
}

function judgeUrl(url: URL, production: boolean, complain: (message: string) => void): void {
  const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol !== 'https:' && (production || !loopback)) {
    complain(`${url.origin} must be https; plain http is only for loopback outside production`)
  }
  if (url.username || url.password || url.search || url.hash)
    complain('may hold no credentials, query or fragment')
}

function describe(issue: z.core.$ZodIssue, prefix: readonly PropertyKey[]): string[] {
  const path = [...prefix, ...issue.path].map(String).join('.')
  return [path === '' ? issue.message : `${path}: ${issue.message}`]
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readCertificate(path: string): string | null {
  const text = readText(path)
  if (text === null) return null
  try {
    // Throws when there is no certificate in it.
    const { raw } = new X509Certificate(text)
    return raw.length > 0 ? text : null
  } catch {
    return null
  }
}
