import { expect, it } from 'vitest'
import { composeOpenApi } from './openapi.ts'

it('describes every route of batches, and nothing else', async () => {
  const { paths, components } = JSON.parse(JSON.stringify(composeOpenApi()))
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(Object(methods)).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.filter((one) => one.includes('/batches')).toSorted()).toEqual(
    [
      'GET /batches',
      'GET /batches/{id}',
      'GET /batches/{id}/items',
      'GET /batches/{id}/results.csv',
      'GET /batches/{id}/results.jsonl',
      'GET /batches/{id}/results.xlsx',
      'POST /batches',
      'POST /batches/{id}/cancel',
      'POST /batches/{id}/pause',
      'POST /batches/{id}/resume',
      'POST /batches/{id}/retry',
      'POST /batches/{id}/start',
    ].toSorted(),
  )
  expect(components.schemas.StartRequest.required).toEqual(['reason'])
  const referred = [...JSON.stringify(paths).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
    ([, name]) => name ?? '',
  )
  for (const name of referred) expect(components.schemas).toHaveProperty(name)
  expect(paths['/batches'].post.parameters.map(({ name }: { name: string }) => name)).toEqual([
    'Idempotency-Key',
    'name',
    'connection',
    'column',
  ])
})
