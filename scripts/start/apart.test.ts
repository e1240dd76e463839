import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepApart } from './apart.ts'
import { type RunningProcess, startNodeProcess } from './node-process.ts'

const root = dirname(dirname(import.meta.dirname))
const isRoot = process.getuid?.() === 0
let dataDir: string
let running: RunningProcess[] = []

beforeEach(() => {
  // As closed as what mktemp makes.
  dataDir = join(mkdtempSync(join(tmpdir(), 'statusdesk-apart-')), '.data')
  mkdirSync(dataDir, { mode: 0o711 })
})
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()))
  running = []
  rmSync(dirname(dataDir), { recursive: true })
})

const environment = () => ({ ...process.env, AUDIT_SIGNING_KEY: undefined, DATA_DIR: dataDir })
const starting = (port = 3000) =>
  ({ root, dataDir, mode: 'production', port, connectionsFile: null, environment: environment() }) as const

function run(args: readonly string[], launcher: readonly string[] = []): RunningProcess {
  const [name = '', ...rest] = args
  const script = join(import.meta.dirname, 'testing', name)
  const pidFile = join(dataDir, `${name}.pid`)
  const settings = { cwd: root, environment: environment(), log: null, pidFile, readsOutput: true }
  const started = startNodeProcess({ args: [script, ...rest], launcher, ...settings })
  running.push(started)
  return started
}

/** What a process says, a line after the other. */
async function* linesOf({ output }: RunningProcess) {
  if (output) for await (const line of createInterface({ input: output })) yield JSON.parse(line)
}

/** A worker that has the key, and what an app that is started by `launcher` gets of it. */
async function tryKey(launcher: readonly string[]) {
  writeFileSync(join(dataDir, 'secret'), 'shared\n', { mode: 0o600 })
  const worker = run(['hold-key.ts'])
  const said = linesOf(worker)
  const { value: first } = await said.next()
  const app = run(['try-key.ts', String(worker.pid)], launcher)
  const ended = JSON.parse(app.output ? await text(app.output) : '')
  const { value: last } = await said.next()
  return { ended, worker: { ...first, ...last } }
}

describe.runIf(isRoot)('as root, whose rights can be taken from the app', () => {
  it('the app gets at the key of the worker in no way, and at what both have as before', async () => {
    // As an older start left it.
    mkdirSync(join(dataDir, 'seal'), { mode: 0o700 })
    const { launcher, why } = await keepApart(starting())
    expect(why).toBeNull()
    expect(statSync(join(dataDir, 'seal'))).toMatchObject({ uid: 65_533, gid: 65_533 })
    const { ended, worker } = await tryKey(launcher)
    expect(ended).toEqual({
      'the file': 'EACCES',
      'the directory': 'EACCES',
      'giving the directory to itself': 'EPERM',
      'opening the directory to everybody': 'EPERM',
      'being its user': 'EPERM',
      'a child of its own': 'Permission denied',
      'the environment of the worker': 'EACCES',
      'the root of the worker': 'EACCES',
      'the memory of the worker': 'EACCES',
      'the open files of the worker': 'EACCES',
      'a key that both have': 'done',
    })
    expect(worker).toEqual({ reads: true, debugger: null, held: expect.any(Number) })
  }, 60_000)

  it('started without a launcher the same tries get the key', async () => {
    await keepApart(starting())
    const { ended } = await tryKey([])
    expect(ended).toMatchObject({ 'the file': 'done', 'the environment of the worker': 'done' })
  }, 60_000)

  it('the app may take one of the first ports', async () => {
    const { launcher } = await keepApart(starting(443))
    expect(launcher).toContain('--bounding-set=-all,+net_bind_service')
  })

  it('says what the app could not read or write, and leaves it as it was', async () => {
    const secret = join(dataDir, 'secret')
    writeFileSync(secret, 'shared\n', { mode: 0o600 })
    chownSync(secret, 65_534, 65_534)
    expect(await keepApart(starting())).toEqual({
      launcher: [],
      why: `without root's capabilities it could not read ${secret}`,
    })
    rmSync(secret)
    chownSync(dataDir, 65_534, 65_534)
    chmodSync(dataDir, 0o755)
    expect(await keepApart(starting())).toMatchObject({
      launcher: [],
      why: expect.stringContaining('write to'),
    })
  })

  it('says which connections it could not use', async () => {
    const connectionsFile = join(dataDir, 'mine', 'connections.json')
    mkdirSync(join(dataDir, 'mine'), { mode: 0o700 })
    writeFileSync(connectionsFile, '{ "connections": [] }')
    chownSync(join(dataDir, 'mine'), 65_534, 65_534)
    const kept = await keepApart({ ...starting(), connectionsFile })
    expect(kept).toMatchObject({
      launcher: [],
      why: expect.stringContaining(`${connectionsFile} cannot be read`),
    })
  })

  it('says that the key can be read where its directory is not given away', async () => {
    mkdirSync(join(dataDir, 'seal'), { mode: 0o755 })
    chownSync(join(dataDir, 'seal'), 65_534, 65_534)
    chmodSync(join(dataDir, 'seal'), 0o755)
    expect(await keepApart(starting())).toMatchObject({
      launcher: [],
      why: `${join(dataDir, 'seal')} cannot be given to another user`,
    })
  })

  it('says that the program is missing that takes rights away', async () => {
    const path = process.env['PATH']
    process.env['PATH'] = '/nowhere'
    const kept = await keepApart({ ...starting(), environment: { ...environment(), PATH: '/nowhere' } })
    process.env['PATH'] = path
    expect(kept).toMatchObject({ launcher: [], why: expect.stringContaining('ENOENT') })
  })
})

it('says that whoever is not root has nobody else to be', async () => {
  vi.spyOn(process, 'getuid').mockReturnValue(1000)
  expect(await keepApart(starting())).toEqual({
    launcher: [],
    why: 'app and worker are processes of one user',
  })
  vi.restoreAllMocks()
})
