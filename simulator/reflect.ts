/**
 * The corner of the reflect-metadata proposal that the injection library under `@peculiar/x509` calls at load time.
 * Must be imported before it.
 */
const kept = new WeakMap<object, Map<unknown, unknown>>()

function own(key: unknown, target: object): unknown {
  return kept.get(target)?.get(key)
}

function find(key: unknown, target: object | null): unknown {
  for (let at = target; at !== null; at = Object.getPrototypeOf(at)) {
    const value = own(key, at)
    if (value !== undefined) return value
  }
  return undefined
}

function define(key: unknown, value: unknown, target: object): void {
  kept.set(target, (kept.get(target) ?? new Map<unknown, unknown>()).set(key, value))
}

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, {
    getMetadata: find,
    getOwnMetadata: own,
    defineMetadata: define,
    metadata: (key: unknown, value: unknown) => (target: object) => define(key, value, target),
  })
}
