import { afterAll, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { receiveBatch } from './receive.ts'
import { remapBatch } from './remap.ts'
import { openInput, openSecrets } from './secret-cells.ts'

const desk = await openTestDesk()
afterAll(() => desk.close())
const finance = actorOf('finance')

interface Item {
  readonly input: Record<string, string> | null
  readonly duplicate_of: number | null
  readonly state: string
  readonly secrets: Buffer | null
}

describe('secret cells', () => {
  const secret = 'launch-token-of-a-session'
  const text = `token,username,currency,sessionToken\n${secret},bob,THB,${secret}\n${secret},bob,THB,${secret}\n`

  it('stand nowhere in clear, before and after a mapping, and open for their row alone', async () => {
    const body = (async function* () {
      yield Buffer.from(text)
    })()
    const list = {
      body,
      declaredBytes: null,
      name: 'march.csv',
      source: 'file',
      connection: null,
      mapping: null,
    } as const
    const { id } = await receiveBatch(finance, list)
    const clear = async () => {
      const [found] = await getSql()`
        select count(*)::int as rows from batch_item where batch_id = ${id}
          and (position(${secret} in cells::text || coalesce(input::text, '')) > 0
            or position(convert_to(${secret}, 'UTF8') in coalesce(secrets, '')) > 0)`
      return found?.['rows']
    }
    expect(await clear()).toBe(0)
    await remapBatch(finance, id, {
      connection: 'oneforbet-demo',
      connectionColumn: null,
      inputs: {
        'oneforbet-demo': { username: { column: 1 }, currency: { column: 2 }, sessionToken: { column: 3 } },
      },
    })
    expect(await clear()).toBe(0)
    const [item, twin] = await getSql()<Item[]>`
      select input, duplicate_of, state, secrets from batch_item where batch_id = ${id} order by ordinal`
    expect(item).toMatchObject({
      state: 'waiting',
      input: { username: 'bob', sessionToken: expect.stringMatching(/^\[masked:/) },
    })
    expect(twin).toMatchObject({ state: 'duplicate', duplicate_of: 0 })
    expect(item?.secrets && openSecrets(id, 0, item.secrets)).toEqual({
      cells: { '0': secret, '3': secret },
      inputs: { sessionToken: secret },
    })
    expect(item?.secrets && openSecrets(id, 1, item.secrets)).toBeNull()
    const { input = null, secrets = null } = item ?? {}
    if (input === null) throw new Error('The row has no input.')
    expect(openInput(id, { ordinal: 0, input, secrets })).toMatchObject({
      username: 'bob',
      sessionToken: secret,
    })
    expect(openInput(id, { ordinal: 0, input, secrets: null })).toBeNull()
  })
})
