import { expect, it } from 'vitest'
import { headerSecrets } from './header-secrets.ts'
import { Secret } from './secret.ts'

it.each([
  ['Bearer token-1', ['token-1']],
  [`Basic ${btoa('agent001:api:key')}`, [btoa('agent001:api:key'), 'api:key']],
  [`basic ${btoa('agent001')}`, [btoa('agent001')]],
  ['plain-key', []],
  ['a sentence of words', []],
])('finds in %j what a reply may repeat alone', (value, found) => {
  expect(headerSecrets({ Authorization: new Secret(value, 'reference') })).toEqual(found)
})
