import type { Actor } from '#lib/access/actor.ts'
import { listConnections } from '#lib/connections/describe.ts'
import { respondJson } from './handle.ts'

/** GET /connections: what can be asked, and which inputs each needs. */
export async function getConnectionList(actor: Actor): Promise<Response> {
  const connections = await listConnections(actor)
  const data = connections.map(({ id, label, provider, environment, rowsPerCall, inputs }) => ({
    id,
    label,
    provider,
    environment,
    rowsPerCall,
    inputs: inputs.map((field) => ({
      name: field.name,
      label: field.label,
      type: field.type,
      required: field.required,
      maxLength: field.maxLength ?? null,
      choices: field.choices ?? null,
      secret: field.secret ?? false,
    })),
  }))
  return respondJson({ data, nextCursor: null })
}
