import { batchFilter } from '#lib/batches/list.ts'
import { mediaTypes } from '#lib/files/format.ts'
import { resultsQuery } from './batch-results.ts'
import { itemsQuery, newBatchQuery } from './batch-schema.ts'
import { answer, header, json, parametersOf, pathParameter, problems } from './openapi-parts.ts'
import { askHeaders } from './schema.ts'

const id = pathParameter('id', { type: 'string', format: 'uuid' })
const key = parametersOf(askHeaders, 'header')

/** The batches' part of the OpenAPI document. */
export const batchPaths = {
  '/batches': {
    post: {
      operationId: 'createBatch',
      summary: 'Bring a list of up to 100,000 rows or 50 MB; nothing is asked before it is started',
      parameters: [...key, ...parametersOf(newBatchQuery, 'query')],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              description: 'Objects with the columns as their members, or transaction ids alone.',
              oneOf: [
                { type: 'array', items: { type: 'object' } },
                { type: 'array', items: { type: ['string', 'number'] } },
              ],
            },
          },
          'application/x-ndjson': {},
          'text/csv': {},
          'text/tab-separated-values': {},
          [mediaTypes.xlsx]: {},
        },
      },
      responses: {
        200: answer('It was brought before, under the same key.', 'Batch'),
        201: {
          ...answer('The batch, ready to be started.', 'Batch'),
          headers: { Location: header('The address of the batch.') },
        },
        ...problems(409, 413, 415, 422),
      },
    },
    get: {
      operationId: 'listBatches',
      summary: 'Batches, the newest first',
      parameters: parametersOf(batchFilter, 'query'),
      responses: { 200: answer('A page.', 'BatchList'), ...problems(422) },
    },
  },
  '/batches/{id}': {
    get: {
      operationId: 'getBatch',
      summary: 'One batch, counted from its rows',
      parameters: [id],
      responses: { 200: answer('The batch.', 'Batch'), ...problems(404) },
    },
  },
  '/batches/{id}/items': {
    get: {
      operationId: 'listBatchItems',
      summary: 'The rows of a batch, in the order of the list',
      parameters: [id, ...parametersOf(itemsQuery, 'query')],
      responses: { 200: answer('A page.', 'BatchItemList'), ...problems(404, 422) },
    },
  },
  '/batches/{id}/results.csv': results('csv'),
  '/batches/{id}/results.xlsx': results('xlsx'),
  '/batches/{id}/results.jsonl': results('jsonl'),
  '/batches/{id}/start': {
    post: {
      ...steering('startBatch', 'Start it. More than 10,000 rows wait for another person to approve'),
      requestBody: { required: true, content: json('StartRequest') },
    },
  },
  '/batches/{id}/pause': { post: steering('pauseBatch', 'Ask nothing more until it is resumed') },
  '/batches/{id}/resume': { post: steering('resumeBatch', 'Go on where it was paused') },
  '/batches/{id}/cancel': { post: steering('cancelBatch', 'End it: what waits is never asked') },
  '/batches/{id}/retry': {
    post: {
      ...steering('retryBatch', 'Ask again what has no answer, or may still change'),
      requestBody: { required: true, content: json('RetryRequest') },
    },
  },
}

function steering(operationId: string, summary: string) {
  const responses = {
    200: answer('The batch as it stands then.', 'Batch'),
    ...problems(400, 404, 409, 415, 422),
  }
  return { operationId, summary, parameters: [id, ...key], responses }
}

function results(format: 'csv' | 'xlsx' | 'jsonl') {
  return {
    get: {
      operationId: `getResults${format.charAt(0).toUpperCase()}${format.slice(1)}`,
      summary: "The rows with their answers, as a file: the list's own columns first, in its order",
      parameters: [id, ...parametersOf(resultsQuery, 'query')],
      responses: {
        200: {
          description: 'The file. Its last row, or line, says whether it is whole.',
          content: { [mediaTypes[format]]: {} },
        },
        ...problems(404, 409, 422),
      },
    },
  }
}
