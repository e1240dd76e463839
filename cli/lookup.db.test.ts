import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { openTestDesk } from '#lib/lookups/testing/desk.ts'

const desk = await openTestDesk()
afterAll(() => desk.close())

async function run(...args: readonly string[]) {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['cli/desk.ts', 'lookup', ...args])
    return { code: 0, stdout, stderr }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return { code: error.code, stdout: '', stderr: 'stderr' in error ? String(error.stderr) : '' }
  }
}

describe('lookup', () => {
  it('prints the look-up as the JSON API does', async () => {
    const args = [
      '--connection',
      'gr8-demo',
      '--transaction',
      'f0fc7fd9d4ea4d1297a9a6a6fd1638ed',
      '--player',
      'p1',
    ]
    const { code, stdout } = await run(...args, '--reason', 'ticket 7')
    expect(code).toBe(0)
    const { lookups } = JSON.parse(stdout)
    expect(lookups).toMatchObject([
      {
        connection: 'gr8-demo',
        status: 'succeeded',
        reason: 'ticket 7',
        askedBy: expect.stringContaining('cli:'),
      },
    ])
    expect(lookups[0]).not.toHaveProperty('boardId')
  })

  it('names what was typed wrong', async () => {
    expect(await run('--transaction', 'x')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--connection is missing'),
    })
    expect(await run('--connection', 'gr8-demo', '--input', 'x')).toMatchObject({ code: 2 })
    expect(await run('--connection', 'gr8-demo', '--round', 'r')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('round is not an input'),
    })
  })

  it('names bad input', async () => {
    const missing = await run('--connection', 'gr8-demo', '--transaction', 'x')
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('playerId') })
    expect(await run('--connection', 'nobody')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no connection'),
    })
  })
})
