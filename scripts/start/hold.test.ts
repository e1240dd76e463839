import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { holdDataDir } from './hold.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'statusdesk-hold-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

it('lets in one of many that start at once, and the next when it has left', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => holdDataDir(dataDir)))
  const [holder, ...others] = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(others).toEqual([])
  await expect(holdDataDir(dataDir)).rejects.toThrow(String(process.pid))
  await holder?.()
  await (
    await holdDataDir(dataDir)
  )()
})

it('takes over from a process that is gone, even when its number is used again', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  await writeFile(join(dataDir, 'desk.pid'), `${child.pid} 1\n`)
  await (
    await holdDataDir(dataDir)
  )()
  await writeFile(join(dataDir, 'desk.pid'), `${process.pid} 1\n`)
  const leave = await holdDataDir(dataDir)
  expect(await readFile(join(dataDir, 'desk.pid'), 'utf8')).toContain(String(process.pid))
  await leave()
})
