import { z } from 'zod'
import manifest from '#package.json' with { type: 'json' }
import { lookupFilter } from '#lib/lookups/list.ts'
import { askAnswer, askBody, askHeaders, connectionList, lookup, lookupList, problem } from './schema.ts'

/** The OpenAPI 3.1 document of /api/v1, made of the schemas that requests are parsed with. */
export function composeOpenApi() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Statusdesk',
      version: manifest.version,
      description: 'Ask providers what became of transactions. Errors are problem details (RFC 9457).',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    paths: {
      '/lookups': {
        post: {
          operationId: 'askLookups',
          summary: 'Ask up to 1000 questions (50 for support)',
          parameters: parametersOf(askHeaders, 'header'),
          requestBody: { required: true, content: json(askBody) },
          responses: {
            200: answer('The look-ups, in the order asked.', askAnswer),
            ...problems(400, 409, 413, 415, 422),
          },
        },
        get: {
          operationId: 'listLookups',
          summary: 'Look-ups, the newest first',
          parameters: parametersOf(lookupFilter, 'query'),
          responses: { 200: answer('A page.', lookupList), ...problems(422) },
        },
      },
      '/lookups/{id}': {
        get: {
          operationId: 'getLookup',
          summary: 'One look-up',
          parameters: [pathParameter('id', { type: 'string', format: 'uuid' })],
          responses: { 200: answer('The look-up.', lookup), ...problems(404) },
        },
      },
      '/lookups/{id}/exchanges/{n}/response': {
        get: {
          operationId: 'getResponseBytes',
          summary: 'The stored bytes of a reply, secrets masked',
          parameters: [
            pathParameter('id', { type: 'string', format: 'uuid' }),
            pathParameter('n', { type: 'integer', minimum: 1 }),
          ],
          responses: {
            200: {
              description: 'The bytes as stored.',
              headers: {
                'Repr-Digest': header('SHA-256 of these bytes (RFC 9530).'),
                'Statusdesk-Received-Digest': header('SHA-256 of the body as received, before masking.'),
              },
              content: { 'application/octet-stream': {} },
            },
            ...problems(404),
          },
        },
      },
      '/connections': {
        get: {
          operationId: 'listConnections',
          summary: 'What can be asked, and which inputs each connection needs',
          responses: { 200: answer('All connections.', connectionList), ...problems() },
        },
      },
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  }
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    reused: 'inline',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const meta = z.globalRegistry.get(zodSchema)
      if (meta?.['jsonType'] === 'number') jsonSchema.type = 'number'
      delete jsonSchema['jsonType']
      delete jsonSchema.id
    },
  })
  return made
}

function json(schema: z.ZodType, io: 'input' | 'output' = 'input') {
  return { 'application/json': { schema: toSchema(schema, io) } }
}

function answer(description: string, schema: z.ZodType) {
  return { description, headers: rateLimitHeaders, content: json(schema, 'output') }
}

function problems(...statuses: readonly number[]) {
  const content = { 'application/problem+json': { schema: toSchema(problem, 'output') } }
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
  409: 'The Idempotency-Key was used for another request.',
  413: 'The body is too large.',
  415: 'The body is not application/json.',
  422: 'Fields are wrong; `errors` names each.',
  429: 'Too many requests; see Retry-After.',
  503: 'The desk cannot do this at the moment.',
}

function parametersOf(schema: z.ZodObject, where: 'query' | 'header') {
  const { properties = {} } = toSchema(schema, 'input')
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: false,
    schema: property,
  }))
}

function pathParameter(name: string, schema: object) {
  return { name, in: 'path', required: true, schema }
}

function header(description: string) {
  return { description, schema: { type: 'string' } }
}

const rateLimitHeaders = {
  'RateLimit-Limit': header('Requests that a window allows.'),
  'RateLimit-Remaining': header('Requests left in this window.'),
  'RateLimit-Reset': header('Seconds until the window ends.'),
}
