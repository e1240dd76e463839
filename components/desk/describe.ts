import type { Proposals } from '#lib/recognise/propose.ts'
import type { ConnectionPlan, FieldPlan, Plan } from './plan.ts'

/** In a sentence, what was made of the paste. */
export function describeRecognition(proposals: Proposals, plan: Plan): string {
  const { kind, problem, providers, transactions } = proposals
  const askable = plan.connections.filter(({ ready }) => ready > 0).length
  const can =
    askable === 0
      ? 'No connection can be asked with this alone'
      : `${count(askable, 'connection')} can be asked`
  const own = plan.connections.find((one) => one.own)?.connection.providerLabel
  switch (kind) {
    case 'nothing':
      return problem ?? ''
    case 'id':
      return `A transaction id. ${can}.`
    case 'list':
      return `A list of ${transactions.length + proposals.leftOut} ids. ${can}.`
    case 'json':
    case 'call': {
      if (transactions.every(({ transactionId }) => transactionId === null) && askable === 0)
        return own
          ? `A request of ${own} with blanks. Fill in what it needs.`
          : 'No transaction id found. Fill in what a connection needs.'
      const about = `${count(transactions.length + proposals.leftOut, 'transaction')}. ${can}.`
      return providers.length === 1 && own ? `A request of ${own}: ${about}` : about
    }
  }
}

/** In a sentence, why a connection can or cannot be asked. */
export function describeReadiness(plan: ConnectionPlan, transactions: number): string {
  const { ready, fields, own, beyondLimit } = plan
  const needed = fields.filter(({ field, lacking }) => field.required && lacking > 0)
  const needs = joinWords(needed.map(({ field }) => field.label))
  const wrong = fields.flatMap(describeRefused)
  if (beyondLimit) return 'Can be asked; unticked, as it would go beyond your limit'
  if (ready === 0 && needed.length > 0) return [`Needs ${needs}`, ...wrong].join('; ')
  if (ready === 0 && wrong.length > 0) return wrong.join('; ')
  if (transactions > 1) {
    const lacking = needed.length > 0 ? [`the others lack ${needs}`] : []
    return ready === transactions
      ? `Can be asked about all ${transactions}`
      : [`Can be asked about ${ready} of ${transactions}`, ...lacking, ...wrong].join('; ')
  }
  if (own) return 'Can be asked: this is its own request'
  const sources = new Set(fields.map(({ source }) => source))
  return sources.has('earlier') ? 'Can be asked, with help of an earlier look-up' : 'Can be asked'
}

function describeRefused({ field, refused }: FieldPlan): readonly string[] {
  if (refused === null) return []
  const { value, problem } = refused
  const shown = value.length > 40 ? `${value.slice(0, 39)}…` : value
  return [`${field.secret ? 'What was given' : shown} cannot be sent: ${problem.replace(/\.$/, '')}`]
}

/** `1 connection`, `3 connections`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(words)
}
