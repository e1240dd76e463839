import { z } from 'zod'
import manifest from '#package.json' with { type: 'json' }
import { lookupFilter } from '#lib/lookups/list.ts'
import { batchPaths } from './batch-openapi.ts'
import { answer, header, json, options, parametersOf, pathParameter, problems } from './openapi-parts.ts'
import { askHeaders, named } from './schema.ts'

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
          requestBody: { required: true, content: json('AskRequest') },
          responses: {
            200: answer('The look-ups, in the order asked.', 'AskAnswer'),
            ...problems(400, 409, 413, 415, 422),
          },
        },
        get: {
          operationId: 'listLookups',
          summary: 'Look-ups, the newest first',
          parameters: parametersOf(lookupFilter, 'query'),
          responses: { 200: answer('A page.', 'LookupList'), ...problems(422) },
        },
      },
      '/lookups/{id}': {
        get: {
          operationId: 'getLookup',
          summary: 'One look-up',
          parameters: [pathParameter('id', { type: 'string', format: 'uuid' })],
          responses: { 200: answer('The look-up.', 'Lookup'), ...problems(404) },
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
          responses: { 200: answer('All connections.', 'ConnectionList'), ...problems() },
        },
      },
      ...batchPaths,
    },
    components: {
      schemas: composeSchemas(),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  }
}

function composeSchemas() {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id })
  const made = z.toJSONSchema(registry, { ...options, uri: (id) => `#/components/schemas/${id}` }).schemas
  // An id that is a fragment is not one that JSON Schema allows.
  return Object.fromEntries(
    Object.entries(made).map(([name, { $id: _, $schema: __, ...schema }]) => [name, schema]),
  )
}
