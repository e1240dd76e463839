import { isAbsolute, join } from 'node:path'
import { loadConnections } from '#lib/connections/load.ts'
import { type Env, parseEnv } from '#lib/env.ts'

export type Configuration =
  | { readonly ok: true; readonly env: Env }
  | { readonly ok: false; readonly faults: readonly string[] }

/** Checks the environment and the connections file that it names, and names every fault of both at once. */
export function readConfiguration(
  root: string,
  given: Readonly<Record<string, string | undefined>>,
): Configuration {
  const parsed = parseEnv(given)
  const file = given['CONNECTIONS_FILE'] || null
  const loaded = file === null ? null : loadConnections(resolveFrom(root, file))
  const faults = [
    ...(parsed.ok ? [] : parsed.faults),
    ...(loaded === null || loaded.ok ? [] : loaded.faults.map((fault) => `CONNECTIONS_FILE: ${fault}`)),
    ...(given['DATABASE_URL'] && file === null
      ? [
          'CONNECTIONS_FILE must be set when DATABASE_URL is: the simulator runs on the embedded Postgres only',
        ]
      : []),
    ...(given['DATABASE_OWNER_URL'] && !given['DATABASE_URL']
      ? ['DATABASE_URL must be set when DATABASE_OWNER_URL is']
      : []),
  ]
  if (!parsed.ok || faults.length > 0) return { ok: false, faults }
  return { ok: true, env: parsed.env }
}

/** A path of the environment, which is relative to the repository. */
export function resolveFrom(root: string, path: string): string {
  return isAbsolute(path) ? path : join(root, path)
}
