import { openSealer } from '#lib/audit/seal/sealer.ts'
import { say } from '#bench/say.ts'
import { hashBare } from './bare-hash.ts'

/** Seals everything that is there, with codes, seals and one checkpoint. */
export async function measureSealing(): Promise<void> {
  const bareMs = await hashBare()
  const sealer = openSealer({ checkpointMs: 0, idleCheckpointMs: 0 })
  const startedAt = performance.now()
  const leaves = await sealer.round()
  const ms = performance.now() - startedAt
  await sealer.close()
  reportLeaves('sealing', leaves, ms, bareMs, 50_000)
}

/** Prints how fast leaves went, against bare SHA-256 over their canonical bytes. */
export function reportLeaves(what: string, leaves: number, ms: number, bareMs: number, aim: number): void {
  const perSecond = (took: number) => Math.round((leaves / took) * 1000)
  say(
    `${what}: ${leaves} leaves at ${perSecond(ms)}/s (aim: ${aim}/s), ${(ms / bareMs).toFixed(1)} × bare SHA-256 at ${perSecond(bareMs)}/s`,
  )
}
