import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { fileFormats } from '#lib/files/format.ts'
import { openTestDesk } from '#lib/lookups/testing/desk.ts'
import { answerBatch } from './testing/answer-batch.ts'
import { insertBatch } from './testing/insert-batch.ts'

const desk = await openTestDesk()
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(async () => {
  await owner.end()
  await desk.close()
})

const rows = Number(process.env['ROWS'] ?? 20_000)

it(
  'holds no more for ten times the rows',
  async () => {
    const ids: string[] = []
    for (const count of [rows / 10, rows]) {
      const id = await insertBatch(owner, { state: 'finished', rows: count })
      await answerBatch(owner, id)
      ids.push(id)
    }
    await owner`vacuum analyze batch_item, lookup, lookup_outcome`
    const args = ['lib/batches/testing/export-alone.ts', ...ids]
    const { stdout } = await promisify(execFile)(process.execPath, args)
    if (process.env['ROWS']) console.log(stdout)
    const told: { format: string; rows: number; heldMb: number }[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    // Of what is held, some is a chunk under way; all rows would be four times as much.
    for (const format of fileFormats) {
      const [few, many] = told.filter((one) => one.format === format)
      expect(many?.rows).toBe(rows)
      expect([format, (many?.heldMb ?? 0) - (few?.heldMb ?? 0) < 24]).toEqual([format, true])
    }
  },
  60_000 + rows * 10,
)
