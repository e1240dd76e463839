import { JsonNumber } from '#lib/json/number.ts'
import { stringifyJson } from '#lib/json/stringify.ts'
import type { OutgoingRequest } from '#lib/providers/contract.ts'
import { endpoint } from '#lib/providers/endpoint.ts'
import type { AskedRow, Settings } from './schema.ts'

/** One call for up to 1000 rows, in their order, with members in the order of the page's example. */
export function checkRequest(rows: readonly AskedRow[], settings: Settings, baseUrl: URL): OutgoingRequest {
  const transactions = rows.map(({ userId, transactionId, gameId }) => ({
    userId: new JsonNumber(userId),
    transactionId,
    gameId: new JsonNumber(gameId),
  }))
  return {
    method: 'POST',
    url: endpoint(baseUrl, 'checkTransactions'),
    headers: [
      ['Content-Type', 'application/json'],
      ['Accept', 'application/json'],
      ...Object.entries(settings.headers).map(([name, value]) => [name, value.reveal()] as const),
    ],
    body: new TextEncoder().encode(stringifyJson({ transactions })),
    // "This method allows you to get transaction statuses": a read.
    safeToRetry: true,
  }
}
