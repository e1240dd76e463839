/**
 * The one instance of something in this process. The server bundles pages, actions and route handlers apart,
 * so a variable of a module can exist several times; what must not goes through here.
 */
export function once<Value>(name: string, create: () => Value): Value {
  const held = holder()
  if (!held.has(name)) held.set(name, create())
  return cast<Value>(held.get(name))
}

function holder(): Map<string, unknown> {
  const key = Symbol.for('statusdesk.once')
  const global = cast<Record<symbol, Map<string, unknown> | undefined>>(globalThis)
  return (global[key] ??= new Map())
}

// The map holds what `create` of the same name gave; the compiler cannot know that.
function cast<Value>(value: unknown): Value {
  return value as Value
}
