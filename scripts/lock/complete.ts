import { z } from 'zod'
import { readPlatform } from './platform.ts'

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      license: z.string().optional(),
      dev: z.boolean().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
})

type Packages = z.output<typeof lockFile>['packages']

/** What optional dependencies name and a package-lock.json does not hold: its entries, without a digest. */
export function findMissing(text: string): ReadonlyMap<string, object> {
  const { packages } = lockFile.parse(JSON.parse(text))
  const missing = new Map<string, object>()
  for (const [parent, { optionalDependencies = {}, dev, license }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isHeld(packages, parent, name)) continue
      if (!/^\d/.test(version)) throw new Error(`${parent} names a range of ${name}: ${version}`)
      missing.set(`node_modules/${name}`, {
        version,
        ...readPlatform(name),
        ...(dev && { dev }),
        ...(license && { license }),
        optional: true,
      })
    }
  }
  return missing
}

/** The lock with entries added where npm would have them. */
export function addEntries(text: string, entries: ReadonlyMap<string, object>): string {
  // As it was parsed: a schema would reorder the keys.
  const lock: { packages: Record<string, unknown> } = JSON.parse(text)
  const all = [...Object.entries(lock.packages), ...entries]
  lock.packages = Object.fromEntries(all.sort(([one], [other]) => one.localeCompare(other, 'en')))
  return `${JSON.stringify(lock, null, 2)}\n`
}

/** Whether a package finds another in its own node_modules or one further up. */
function isHeld(packages: Packages, from: string, name: string): boolean {
  if (packages[from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`]) return true
  if (from === '') return false
  return isHeld(packages, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name)
}
