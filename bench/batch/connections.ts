import { credentials } from '#simulator/credentials.ts'

/** How many calls may be under way at once, as the benchmark measures it. */
export const flights = [50, 100, 250] as const
export type Flight = (typeof flights)[number]
export const protocols = ['h1', 'h2'] as const
export type Protocol = (typeof protocols)[number]

/** Takes a thousand rows a call. */
export const manyConnection = 'many'

/** The connection that has so many calls under way at once over a version of HTTP. */
export function singleConnection(protocol: Protocol, flight: Flight): string {
  return `${protocol}-${flight}`
}

/** The object of a connections file with one connection for each way of asking. */
export function listConnections(simulator: { http: string; https: string; caFile: string }) {
  const { brand, operatorId, authorization } = credentials['gr8-tech']
  const demo = { environment: 'demo' }
  const fast = { requestsPerSecond: 100_000, timeoutMs: 30_000 }
  const singles = protocols.flatMap((protocol) =>
    flights.map((flight) => ({
      ...demo,
      id: singleConnection(protocol, flight),
      provider: 'gr8-tech',
      label: `${flight} at once over ${protocol}`,
      baseUrl: `${protocol === 'h1' ? simulator.http : simulator.https}/gr8-tech/`,
      settings: { brand, operatorId, authorization },
      limits: { ...fast, concurrency: concurrencyFor(flight) },
      ...(protocol === 'h2' && { tls: { caFile: simulator.caFile } }),
    })),
  )
  const many = {
    ...demo,
    id: manyConnection,
    provider: 'fungamess',
    label: 'A thousand rows a call',
    baseUrl: `${simulator.http}/fungamess/`,
    settings: { headers: credentials.fungamess.headers },
    limits: { ...fast, maxResponseBytes: 16 * 2 ** 20 },
  }
  return { connections: [...singles, many] }
}

/** The limit under which batches have just so many calls under way: a tenth is left to single look-ups. */
function concurrencyFor(flight: number): number {
  let concurrency = flight
  while (concurrency - Math.max(1, Math.ceil(concurrency / 10)) < flight) concurrency += 1
  return concurrency
}
