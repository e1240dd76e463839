import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import postgres from 'postgres'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { insertBatch } from '#lib/batches/testing/insert-batch.ts'
import { openTestDesk } from '#lib/lookups/testing/desk.ts'
import { batch } from './batch.ts'
import { batchSchedule, batchSchedules, batchUnschedule } from './batch-schedule.ts'
import { batchCancel, batchList, batchPause, batchResume, batchRetry, batchShow } from './batch-steer.ts'
import type { Command } from './command.ts'

const desk = await openTestDesk()
const directory = mkdtempSync(join(tmpdir(), 'statusdesk-batch-'))
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(async () => {
  await owner.end()
  await desk.close()
  rmSync(directory, { recursive: true, force: true })
})

/** A command in this process: starting another for each takes seconds where tests run side by side. */
async function run(command: Command, ...args: readonly string[]) {
  const said: string[] = []
  const keep = (...words: readonly unknown[]) => void said.push(words.join(' '))
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(keep),
    vi.spyOn(console, 'error').mockImplementation(keep),
  ]
  try {
    const code = (await command.prepare(args)()) ?? 0
    return { code, said: said.join('\n') }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

function writeList(name: string, text: string): string {
  const path = join(directory, name)
  writeFileSync(path, text)
  return path
}

/** Waits until a batch of this name runs, and gives its id. */
async function findRunning(name: string): Promise<string> {
  for (;;) {
    const [found] = await owner<
      { id: string }[]
    >`select id from batch where name = ${name} and state = 'running'`
    if (found) return found.id
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** What workers do, as tables alone: every row comes to `outcome`. */
async function finish(id: string, outcome: 'answered' | 'fault' = 'answered'): Promise<void> {
  await owner`update batch_item set state = 'done', asked = 1, outcome = ${outcome},
    status = ${outcome === 'answered' ? 'succeeded' : null}, fault = ${outcome === 'fault' ? 'timeout' : null}
    where batch_id = ${id} and state = 'waiting'`
  await owner`update batch set state = 'finished', finished_at = now() where id = ${id}`
}

function begin(...args: readonly string[]): {
  child: ChildProcess
  said: () => string
  ended: Promise<unknown[]>
} {
  const child = spawn(process.execPath, ['cli/desk.ts', 'batch', ...args])
  let text = ''
  child.stdout.on('data', (part) => (text += String(part)))
  child.stderr.on('data', (part) => (text += String(part)))
  return { child, said: () => text, ended: once(child, 'exit') }
}

describe('batch FILE', { timeout: 90_000 }, () => {
  it('brings, starts, follows and writes the results', async () => {
    const list = writeList('march.csv', 'transactionId,playerId,note\n007,p,"a, b"\n1e5,p,=1+1\n')
    const out = join(directory, 'results.csv')
    const { said, ended } = begin(list, '--connection', 'gr8-demo', '--reason', 'FIN-1', '--out', out)
    const id = await findRunning('march.csv')
    const [row] = await owner`select source, reason, started_by from batch where id = ${id}`
    expect(row).toMatchObject({ source: 'cli', reason: 'FIN-1', started_by: expect.stringContaining('cli:') })
    await finish(id)
    expect(await ended).toEqual([0, null])
    expect(said()).toContain('2 succeeded')
    // Lines, where there is no terminal to draw a bar on.
    expect(said()).not.toContain('\r')
    const records: string[][] = parse(readFileSync(out))
    expect(records.slice(0, 3).map((cells) => cells.slice(0, 3))).toEqual([
      ['transactionId', 'playerId', 'note'],
      ['007', 'p', 'a, b'],
      ['1e5', 'p', '=1+1'],
    ])
  })

  it('says by its exit code that rows have no answer, and takes columns by any name', async () => {
    const list = writeList('faults.csv', 'ref,who\nx,p\n')
    const { ended } = begin(
      list,
      '--connection',
      'gr8-demo',
      '--column',
      'ref=transactionId',
      '--column',
      'who=playerId',
    )
    await finish(await findRunning('faults.csv'), 'fault')
    expect(await ended).toEqual([3, null])
  })

  it('leaves the batch running at Ctrl-C and says how to go on', async () => {
    const list = writeList('left.csv', 'transactionId,playerId\nx,p\n')
    const { child, said, ended } = begin(list, '--connection', 'gr8-demo')
    const id = await findRunning('left.csv')
    child.kill('SIGINT')
    expect(await ended).toEqual([130, null])
    expect(said()).toContain(`batch show ${id} --follow`)
    expect(await owner`select state from batch where id = ${id}`).toEqual([{ state: 'running' }])

    expect(await run(batchCancel, id)).toMatchObject({ code: 0 })
    expect(await run(batchShow, id, '--follow')).toMatchObject({ code: 4 })
  })

  it('says why a file is no good', async () => {
    await expect(run(batch, writeList('empty.csv', ''))).rejects.toThrow('The file is empty.')
    await expect(run(batch, '/nowhere.csv')).rejects.toThrow('/nowhere.csv')
  })
})

describe('batch commands', () => {
  it('list, show, pause, resume, retry and schedule', async () => {
    const id = await insertBatch(owner, { state: 'running', rows: 200, name: 'april.csv' })
    expect((await run(batchList, '--state', 'running')).said).toContain(`${id}\trunning\t`)
    expect((await run(batchPause, id)).said).toContain('is paused')
    await expect(run(batchPause, id)).rejects.toThrow('paused')
    expect((await run(batchResume, id)).said).toContain('is running')
    await finish(id, 'fault')
    expect(await run(batchShow, id)).toMatchObject({
      code: 3,
      said: expect.stringContaining('without an answer'),
    })
    expect((await run(batchSchedule, id, '--every', '6', '--reason', 'FIN-2')).said).toContain('runs next at')
    const [schedule] = (await run(batchSchedules)).said.split('\t')
    expect((await run(batchUnschedule, schedule ?? '')).said).toContain('has ended')
    expect((await run(batchRetry, id)).said).toMatch(/\d+ rows are asked again/)
    expect(await owner`select state from batch where id = ${id}`).toEqual([{ state: 'running' }])
  })
})
