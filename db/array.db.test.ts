import { expect, it } from 'vitest'
import { arrayLiteral } from './array.ts'
import { getSql } from './client.ts'

it('gives Postgres every text unchanged', async () => {
  const values = ['a', '', 'NULL', 'a,b', '{x}', 'qu"ote', 'back\\slash', "it's", 'é\n']
  const rows = await getSql()<{ value: string }[]>`
    select value from unnest(${arrayLiteral(values)}::text[]) with ordinality as u (value, n) order by n`
  expect(rows.map(({ value }) => value)).toEqual(values)
  expect(await getSql()`select from unnest(${arrayLiteral([])}::text[])`).toHaveLength(0)
})
