import { isJsonNumber } from '#lib/json/number.ts'
import { isJsonObject, type JsonObject } from '#lib/json/value.ts'
import type { Amount, Balance, Notice } from '#lib/providers/answer.ts'
import { noticeUnknownMembers, objectAt, scalarAt, textAt } from '#lib/providers/reading.ts'

const amountParts = ['cash', 'bonus', 'locked', 'retract'] as const
const balanceParts = ['cash', 'bonus', 'locked'] as const

/** The parts of `amountBreakdown`, documented as decimal text, in the transaction's currency. */
export function readAmounts(body: JsonObject, currency: string | null, notices: Notice[]): Amount[] {
  const breakdown = objectAt(body, 'amountBreakdown', notices)
  if (breakdown === null) return []
  noticeUnknownMembers(breakdown, amountParts, notices)
  return amountParts.flatMap((kind) => {
    const amount = money(kind, textAt(breakdown, kind, notices), notices)
    return amount === null ? [] : [{ kind, amount, currency }]
  })
}

/**
 * The balances after the transaction. The page's example is currency → parts, its schema platform → product →
 * currency → parts, and both occur: every object with `cash` is one balance, its own key the currency, the keys
 * above it the path. Parts come as text or as numbers.
 */
export function readBalances(body: JsonObject, currency: string | null, notices: Notice[]): Balance[] {
  const balances = objectAt(body, 'balances', notices)
  return balances === null ? [] : collect(balances, [], currency, notices)
}

function collect(
  node: JsonObject,
  keys: readonly string[],
  currency: string | null,
  notices: Notice[],
): Balance[] {
  if (Object.hasOwn(node, 'cash') && !isJsonObject(node['cash']))
    return readLeaf(node, keys, currency, notices)
  return Object.entries(node).flatMap(([key, child]) => {
    if (isJsonObject(child)) return collect(child, [...keys, key], currency, notices)
    const place = ['balances', ...keys].join('.')
    notices.push({ kind: 'drift', text: `"${place}" holds "${key}" and no "cash"; it is not read.` })
    return []
  })
}

function readLeaf(
  leaf: JsonObject,
  keys: readonly string[],
  currency: string | null,
  notices: Notice[],
): Balance[] {
  noticeUnknownMembers(leaf, balanceParts, notices)
  const above = keys.slice(0, -1)
  const place = { currency: keys.at(-1) ?? currency, ...(above.length > 0 && { path: above.join('.') }) }
  return balanceParts.flatMap((kind) => {
    const amount = money(kind, scalarAt(leaf, kind, notices), notices)
    return amount === null ? [] : [{ kind, amount, ...place, asOf: 'after_transaction' as const }]
  })
}

function money(name: string, text: string | null, notices: Notice[]): string | null {
  if (text === null || isJsonNumber(text)) return text
  notices.push({ kind: 'drift', text: `"${name}" is "${text}", which is no amount.` })
  return null
}
