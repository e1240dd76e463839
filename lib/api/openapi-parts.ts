import { z } from 'zod'
import type { named } from './schema.ts'

/** What the OpenAPI document is put together from. */

type Name = keyof typeof named

export const options: Parameters<typeof z.toJSONSchema>[1] = {
  io: 'input',
  unrepresentable: 'any',
  override: ({ zodSchema, jsonSchema }) => {
    if (z.globalRegistry.get(zodSchema)?.['jsonType'] === 'number') jsonSchema.type = 'number'
    delete jsonSchema['jsonType']
  },
}

export function json(name: Name, type = 'application/json') {
  return { [type]: { schema: { $ref: `#/components/schemas/${name}` } } }
}

export function answer(description: string, name: Name) {
  return { description, headers: rateLimitHeaders, content: json(name) }
}

export function problems(...statuses: readonly number[]) {
  const content = json('Problem', 'application/problem+json')
  const described = [401, 403, 429, 503, ...statuses].toSorted((a, b) => a - b)
  return Object.fromEntries(
    described.map((status) => [status, { description: descriptions[status], content }]),
  )
}

const descriptions: Record<number, string> = {
  400: 'The body is not JSON.',
  401: 'No valid token.',
  403: 'The token lacks a capability, which is named.',
  404: 'There is no such thing.',
  409: 'The Idempotency-Key was used for another request, or it is not possible as things stand.',
  413: 'The body is too large.',
  415: 'The content type is none that is read here.',
  422: 'Fields are wrong; `errors` names each.',
  429: 'Too many requests; see Retry-After.',
  503: 'The desk cannot do this at the moment.',
}

export function parametersOf(schema: z.ZodObject, where: 'query' | 'header') {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, options)
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: required.includes(name),
    schema: property,
  }))
}

export function pathParameter(name: string, schema: object) {
  return { name, in: 'path', required: true, schema }
}

export function header(description: string) {
  return { description, schema: { type: 'string' } }
}

const rateLimitHeaders = {
  'RateLimit-Limit': header('Requests that a window allows.'),
  'RateLimit-Remaining': header('Requests left in this window.'),
  'RateLimit-Reset': header('Seconds until the window ends.'),
}
