import { expect, it } from 'vitest'
import { batch } from './batch.ts'
import { batchResults } from './batch-results.ts'
import { batchSchedule } from './batch-schedule.ts'
import { batchList, batchShow } from './batch-steer.ts'

const id = '0198f000-0000-7000-8000-000000000000'

it.each([
  [batch, [], 'FILE is missing.'],
  [batch, ['a.csv', 'b.csv'], '"b.csv" is not expected here.'],
  [batch, ['a.csv', '--colour', 'red'], '--colour is not an option'],
  [batch, ['a.csv', '--column', 'x'], '--column x is not HEADER=INPUT.'],
  [batch, ['a.csv', '--out', 'x.pdf'], '--out must end in .csv, .xlsx, .jsonl.'],
  [batch, ['a.csv', '--reuse', '1.5'], '--reuse must be a whole number'],
  [batch, ['a.csv', '--reuse', '0'], '--reuse must be a whole number'],
  [batch, ['a.csv', '--reason'], '--reason needs a value.'],
  [batch, ['a.csv', '--reason', 'a', '--reason', 'b'], '--reason is given twice.'],
  [batchShow, ['x'], '"x" is not the id of a batch'],
  [batchList, ['--state', 'lost'], '--state must be one of'],
  [batchResults, [id, '--only', 'some'], '--only must be one of'],
  [batchSchedule, [id, '--every', '6'], '--every and --reason are needed.'],
])('names what was typed wrong', (command, args, fault) => {
  expect(() => command.prepare(args)).toThrow(fault)
})

it('takes what is right', () => {
  const args = [
    '-',
    '--column',
    'a=b=transactionId',
    '--column',
    'c=playerId',
    '--reuse',
    '60',
    '--out',
    'X.XLSX',
  ]
  expect(() => batch.prepare(args)).not.toThrow()
  expect(() => batchShow.prepare([id, '--follow'])).not.toThrow()
})
