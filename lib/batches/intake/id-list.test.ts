import { describe, expect, it } from 'vitest'
import { readAll } from './testing/read-all.ts'

describe('a paste of ids', () => {
  const cells = async (text: string) =>
    (await readAll(text, 'guess')).rows.map(({ line, cells: [only] }) => [line, only])

  it.each([
    ['commas in a line', 'sc-ok-1,sc-ok-2,sc-ok-3'],
    ['commas and spaces', 'sc-ok-1, sc-ok-2 , sc-ok-3'],
    ['spaces', 'sc-ok-1 sc-ok-2\tsc-ok-3'],
    ['lines that end with commas', 'sc-ok-1,\r\nsc-ok-2,\r\nsc-ok-3,\r\n'],
    ['lines of several', 'sc-ok-1; sc-ok-2\nsc-ok-3'],
    ['quotes', `"sc-ok-1","sc-ok-2",'sc-ok-3'`],
  ])('by %s is read one to a row', async (_, text) => {
    expect(await readAll(text, 'guess')).toMatchObject({
      columns: ['transactionId'],
      format: { kind: 'ids', counts: 'items' },
      notes: [expect.stringContaining('taken for an id')],
    })
    expect(await cells(text)).toEqual([
      [1, 'sc-ok-1'],
      [2, 'sc-ok-2'],
      [3, 'sc-ok-3'],
    ])
  })

  it.each([
    ['numbers', '1001,1002\n2001,2002', ['1001', '1002', '2001', '2002']],
    ['UUIDs', `${uuid(1)} ${uuid(2)}\n${uuid(3)} ${uuid(4)}`, [uuid(1), uuid(2), uuid(3), uuid(4)]],
    ['of different kinds in one line', `${uuid(1)},1e5,007`, [uuid(1), '1e5', '007']],
  ])('of %s too', async (_, text, ids) => {
    expect((await cells(text)).map(([, id]) => id)).toEqual(ids)
  })

  it.each([
    ['a header that is known', 'transaction_id,note\ntx-1,a1', ['transaction_id', 'note']],
    ['ids beside players', `${uuid(1)},1001\n${uuid(2)},9`, ['A', 'B']],
    ['numbers as long as no other column’s', '90071992,1001\n90071993,9', ['A', 'B']],
    ['ids beside amounts', 'tx-1,50.50\ntx-2,1.00', ['A', 'B']],
    ['ids beside words', 'tx-1,EUR\ntx-2,EUR', ['A', 'B']],
  ])('is not what has %s', async (_, text, columns) => {
    expect(await readAll(text, 'guess')).toMatchObject({ columns, format: { kind: 'csv' } })
  })

  it('is refused in words where it is not clear what it is', async () => {
    expect((await readAll(`${uuid(1)} 1001\n${uuid(2)} 1002`, 'guess')).refusal).toContain(
      'only spaces. Separate them by commas',
    )
    expect((await readAll('abc,def,ghi', 'guess')).refusal).toBe(
      'Line 1 was taken for the names of columns, and there is nothing below it: “abc, def, ghi”. If it holds ids, put a header above them, such as transactionId, and each on a line of its own.',
    )
  })

  it('is a file only where it says so', async () => {
    expect((await readAll('tx-100001,tx-100002,tx-100003')).refusal).toContain('should name the columns')
  })

  it('may be as long as a list, and no longer', async () => {
    const long = Array.from({ length: 100_000 }, (_, n) => `sc-ok-${n}`)
    const { rows, refusal } = await readAll(long.join(', '), 'guess')
    expect(refusal).toBeNull()
    expect(rows.map(({ cells: [id] }) => id)).toEqual(long)
    expect((await readAll([...long, 'sc-ok-more'].join(' '), 'guess')).refusal).toContain(
      'more than 100,000 ids',
    )
  })
})

function uuid(n: number): string {
  return `d47ac10b-58cc-4372-a567-0e02b2c3d47${n}`
}
