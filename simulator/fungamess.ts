import {
  type FungamessRow,
  answered,
  callScenarios,
  documentedRows,
  fungamessReply,
  refusedFor,
  row,
  rowScenarios,
} from './book/fungamess.ts'
import { findByName, findFault } from './book/scenario.ts'
import { type Call, type Delivery, type Handled, refused, sentType } from './call.ts'
import { credentials } from './credentials.ts'
import { type Fields, type Read, isObject, isUnsigned, readJson } from './exact-json.ts'
import type { Memory } from './memory.ts'
import { isSame } from './signing.ts'

const mostRows = 1000
const maxInteger = 2n ** 64n - 1n
const documented = new Map(documentedRows.map(({ id, status }) => [id, status]))

/** FUNGAMESS, POST /checkTransactions. */
export function answerFungamess(call: Call, memory: Memory): Handled {
  const no = (authenticated: boolean, error: string, status = 200, ids: string[] = []) =>
    refused(authenticated, fungamessReply(refusedFor(error), status), ids)
  if (call.path !== '/checkTransactions') return no(false, 'Not found', 404)
  if (call.method !== 'POST') return no(false, 'Method not allowed', 405)
  const known = Object.entries(credentials.fungamess.headers).every(([name, value]) =>
    isSame(call.headers[name.toLowerCase()], value),
  )
  if (!known) return no(false, 'Unauthenticated', 401)

  if (sentType(call) !== 'application/json') return no(true, 'Content-Type must be application/json', 415)
  const sent = readJson(call.body)
  if (!isObject(sent)) return no(true, 'The request is not a JSON object', 400)
  const list = sent['transactions']
  if (list === undefined || list === null) return no(true, 'The transactions field is required')
  if (!Array.isArray(list)) return no(true, 'The transactions field must be an array')
  if (list.length === 0) return no(true, 'The transactions field is required')
  if (list.length > mostRows) return no(true, 'The transactions field must not have more than 1000 items')
  const rows: FungamessRow[] = []
  for (const [at, entry] of list.entries()) {
    const read = readRow(entry, at)
    if (typeof read === 'string') return no(true, read, 200, rows.map(idOf))
    rows.push(read)
  }
  return { authenticated: true, transactionIds: rows.map(idOf), ...answerRows(rows, call, memory) }
}

function idOf(asked: FungamessRow): string {
  return asked.transactionId
}

/** The row, or the vendor's complaint about it. */
function readRow(entry: Read, at: number): FungamessRow | string {
  const given = isObject(entry) ? entry : {}
  for (const name of ['userId', 'transactionId', 'gameId']) {
    const value = given[name]
    if (value === undefined || value === null || value === '')
      return `The transactions.${at}.${name} field is required`
  }
  const { userId, transactionId, gameId } = given
  if (!isUnsigned(userId, maxInteger)) return `The transactions.${at}.userId field must be an integer`
  if (typeof transactionId !== 'string') return `The transactions.${at}.transactionId field must be a string`
  if (!isUnsigned(gameId, maxInteger)) return `The transactions.${at}.gameId field must be an integer`
  return { userId, transactionId, gameId }
}

function answerRows(
  rows: FungamessRow[],
  call: Call,
  memory: Memory,
): { scenario: string | null; delivery: Delivery } {
  let scenario: string | null = null
  let decide: ((found: Fields[]) => Delivery) | null = null
  const found: Fields[] = []
  for (const [at, asked] of rows.entries()) {
    const id = asked.transactionId
    const status = documented.get(id)
    const own = findByName(rowScenarios, id)
    const whole = own ? null : findByName(callScenarios, id)
    const fault = own || whole ? null : findFault(id)
    if (status !== undefined) {
      scenario ??= 'documented'
      found.push(row(asked, status))
    } else if (own) {
      scenario ??= own.entry.name
      found.push(...own.entry.rows(asked, { recall: memory.recall('fungamess', id), seconds: own.seconds }))
    } else if (whole) {
      found.push(row(asked, '1'))
      scenario = decide ? scenario : whole.entry.name
      decide ??= (all) => ({ how: 'whole', reply: whole.entry.reply(all, at) })
    } else if (fault) {
      const recall = memory.recall('fungamess', id)
      found.push(row(asked, '1'))
      scenario = decide ? scenario : fault.entry.name
      decide ??= (all) =>
        fault.entry.deliver(fungamessReply(answered(all)), { call, recall, seconds: fault.seconds })
    }
  }
  return { scenario, delivery: decide?.(found) ?? { how: 'whole', reply: fungamessReply(answered(found)) } }
}
