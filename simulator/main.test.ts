import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { send } from './testing/client.ts'
import * as ask from './testing/questions.ts'

const main = join(import.meta.dirname, 'main.ts')

it('says where it listens in one line of JSON, and ends at once when told to', async () => {
  const data = await mkdtemp(join(tmpdir(), 'simulator-main-'))
  const child = spawn(process.execPath, [main, '--port', '0', '--tls-port', '0', '--data', data])
  const [line] = await once(createInterface(child.stdout), 'line')
  const ready = JSON.parse(line)
  expect(ready).toEqual({
    ready: true,
    http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    https: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
    caFile: join(data, 'ca.pem'),
  })
  expect((await send(ready.https, ask.gr8Tech('sc-ok'), { caFile: ready.caFile })).status).toBe(200)
  const hanging = send(ready.http, ask.gr8Tech('sc-headers_hang')).catch(() => 'cut')
  await expect
    .poll(async () => (await (await fetch(`${ready.http}/_simulator/stats`)).json())['gr8-tech'].current)
    .toBe(1)
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect([code, await hanging]).toEqual([0, 'cut'])
  await rm(data, { recursive: true })
})

it('refuses a port that is none', async () => {
  const child = spawn(process.execPath, [main, '--port', '70000'])
  const [code] = await once(child, 'exit')
  expect(code).toBe(2)
})
