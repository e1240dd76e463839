import { runThroughOutages } from '#lib/audit/outage/testing/run.ts'

/** Postgres killed with SIGKILL 20 times (or as often as the second argument says) under four clients and a worker. */
export async function run(): Promise<boolean> {
  const kills = Number(process.argv[3] ?? 20)
  const outages = await runThroughOutages({
    kills,
    clients: 4,
    onKill: (nth) => process.stdout.write(`killed ${nth} of ${kills}\n`),
  })
  process.stdout.write(`${JSON.stringify(outages, null, 2)}\n`)
  return outages.lost.length === 0 && outages.halves.length === 0 && outages.verified === 0
}
