import { copiedColumns, type StoredEvent } from './stored-event.ts'

/** The members of an event as the desk writes it, in the order of canonical JSON. */
const members = [
  'actor_id',
  'actor_kind',
  'actor_role',
  'app_time',
  'app_version',
  'details',
  'ip',
  'kind',
  'lookup_id',
  'mac_key',
  'node_id',
  'object_id',
  'object_type',
  'payload_sha256',
  'player_id',
  'reason',
  'request_id',
  'result',
  'session',
  'token_id',
  'transaction_id',
  'user_agent_sha256',
  'writer_id',
  'writer_seq',
]

const text = String.raw`[^"\\\x00-\x1f]*`
const value = String.raw`(?:null|"${text}"|\[(?:"${text}"(?:,"${text}")*)?\])`
const flat = String.raw`\{(?:"${text}":${value}(?:,"${text}":${value})*)?\}`
const asked: ReadonlySet<string> = new Set([...copiedColumns, 'payload_sha256', 'details'])
const captured = members.filter((name) => asked.has(name))
const plain = new RegExp(`^\\{${members.map((name) => `"${name}":${patternOf(name)}`).join()}\\}$`)

const details = placeOf('details')
const objectType = placeOf('object_type')
const objectId = placeOf('object_id')
const digest = placeOf('payload_sha256')
const places = copiedColumns.map(placeOf)
/** So that no event is too much for the expression. */
const longest = 65_536

/**
 * Whether the canonical bytes of an event can be seen to say what its columns do, as they can of every event that the desk
 * writes and that needs no escape. It takes half as long as making values of the bytes. False says nothing.
 */
export function saysPlainly(event: StoredEvent): boolean {
  const { canon, payloadSha256 } = event
  const said = canon.length > longest ? null : plain.exec(canon.toString('latin1'))
  if (said === null) return false
  for (let column = 0; column < copiedColumns.length; column += 1) {
    const place = places[column]
    const expected = place ? (said[place] ?? null) : connectionOf(said)
    if (expected !== event.copy(column, 'latin1')) return false
  }
  return (said[digest] ?? null) === (payloadSha256?.toString('hex') ?? null)
}

/** As `findFalseCopy` finds it; undefined where that cannot be seen. */
function connectionOf(said: RegExpExecArray): string | null | undefined {
  const [, named = 'null', another] = (said[details] ?? '').split('"connection_id":')
  if (named.startsWith('"') && another === undefined) return named.slice(1, named.indexOf('"', 1))
  if (!named.startsWith('null') || another !== undefined) return undefined
  return said[objectType] === 'connection' ? (said[objectId] ?? null) : null
}

function patternOf(member: string): string {
  if (member === 'details') return `(${flat})`
  return `(?:null|"${asked.has(member) ? `(${text})` : text}")`
}

/** Among the captures; 0 where there is none. */
function placeOf(member: string): number {
  return captured.indexOf(member) + 1
}
