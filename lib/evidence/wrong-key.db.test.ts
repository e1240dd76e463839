import { spawn } from 'node:child_process'
import { once } from 'node:events'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkKeys } from '#scripts/start/check-keys.ts'
import { ask } from '#lib/lookups/ask.ts'
import { findExchange } from '#lib/lookups/evidence.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'

const wrong = 'a master key that wrapped nothing here'
const url = process.env['DATABASE_URL'] ?? ''
const right = process.env['EVIDENCE_KEY'] ?? ''
const owner = postgres(url, { max: 1, onnotice: () => {} })
const desk = await openTestDesk()
beforeAll(async () => {
  await owner`alter table evidence_key disable trigger append_only`
  await askHere()
})
afterAll(async () => {
  await desk.close()
  await owner.end()
})

it('starts neither the desk nor its worker with a master key that wrapped none of the keys', async () => {
  await expect(checkKeys(url, { EVIDENCE_KEY: right })).resolves.toBeUndefined()
  await expect(checkKeys(url, { EVIDENCE_KEY: wrong })).rejects.toThrow(/EVIDENCE_KEY is another/)
  await expect(checkKeys(url, { DATA_DIR: '/nowhere' })).rejects.toThrow(/EVIDENCE_KEY, which is not set/)
  await expect(checkKeys(url, { EVIDENCE_KEY: wrong, EVIDENCE_KEY_OLD: right })).resolves.toBeUndefined()
  const [key] = await owner<{ id: string }[]>`select master_key_id as id from evidence_key limit 1`
  const givenUp = { EVIDENCE_KEY: wrong, EVIDENCE_KEY_LOST: `x, ${key?.id}` }
  await expect(checkKeys(url, givenUp)).resolves.toBeUndefined()

  const worker = await run(['worker/main.ts'], { EVIDENCE_KEY: wrong, LOG_LEVEL: 'info' })
  expect(worker.code).toBe(1)
  expect(worker.output).toContain('EVIDENCE_KEY is another')
  expect(worker.output).not.toContain('worker runs')
})

it('records an answer under another key when that of its player cannot be opened', async () => {
  const { output } = await run(['--input-type=module-typescript', '-e', askingScript], {
    EVIDENCE_KEY: wrong,
  })
  const { id, outcome, state } = JSON.parse(output.trim().split('\n').at(-1) ?? '')
  expect({ outcome, state }).toEqual({ outcome: 'answered', state: 'kept' })
  const keys = await readKeys()
  expect(keys).toMatchObject([{ beside: null }, { beside: keys[0]?.id }])

  // Nothing of it is seen without the key, and the key of before is used again by who has it.
  expect((await findExchange(actorOf('finance'), id, 1, 'page'))?.state).toBe('locked')
  expect((await findExchange(actorOf('finance'), await askHere(), 1, 'page'))?.state).toBe('kept')
  expect(await readKeys()).toEqual(keys)
  const [erasable] = await owner<{ keys: number }[]>`select count(*)::int as keys from keys_about('p')`
  expect(erasable).toEqual({ keys: 2 })
})

it('records an answer when the key of its player was altered', async () => {
  await owner`update evidence_key set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) where subject = 'p'`
  const ids = await Promise.all([askHere(), askHere(), askHere()])
  const exchanges = await Promise.all(ids.map((id) => findExchange(actorOf('finance'), id, 1, 'page')))
  expect(exchanges.map((exchange) => exchange?.state)).toEqual(['kept', 'kept', 'kept'])
})

const question = { connection: 'gr8-demo', input: { playerId: 'p', transactionId: 'sc-ok-1' } }

async function askHere(): Promise<string> {
  const asked = await ask(actorOf('finance'), { questions: [question], reason: null, origin: 'desk' })
  await asked.settled
  return asked.lookups[0]?.id ?? ''
}

const askingScript = `
  import { ask } from '#lib/lookups/ask.ts'
  import { findExchange } from '#lib/lookups/evidence.ts'
  import { findLookup } from '#lib/lookups/read.ts'
  import { actorOf } from '#lib/lookups/testing/desk.ts'
  const questions = [${JSON.stringify(question)}]
  const asked = await ask(actorOf('finance'), { questions, reason: null, origin: 'desk' })
  await asked.settled
  const id = asked.lookups[0].id
  const { outcome } = await findLookup(actorOf('finance'), id)
  const { state } = await findExchange(actorOf('finance'), id, 1, 'page')
  console.log(JSON.stringify({ id, outcome, state }))
  process.exit(0)`

async function readKeys() {
  return owner<{ id: string; beside: string | null }[]>`
    select id, beside from evidence_key where subject_kind = 'player' and subject = 'p' order by beside nulls first, created_at`
}

async function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  const [code] = await once(child, 'close')
  return { code: Number(code), output }
}
