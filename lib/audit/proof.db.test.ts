import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { getAuditExport } from '#lib/api/audit-export.ts'
import { getProof, getPublicKey } from '#lib/api/audit-proof.ts'
import { postCopy } from '#lib/api/lookups.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { searchAudit } from './list.ts'
import { recordSome, sealAll, useOwnKeys } from './testing/sealed-record.ts'

const manager = actorOf('manager')
const anywhere = new Request('http://desk.test/')
let directory = ''
let eventId = ''

beforeAll(async () => {
  directory = useOwnKeys()
  await recordSome(20)
  const [row] = await getSql()<{ id: string }[]>`
    select id::text as id from audit.event where kind = 'token.created' limit 1`
  eventId = row?.id ?? ''
})

const newest = async () => (await searchAudit(manager, { by: 'me' }, 2)).data.find(isNoSearch)
const isNoSearch = ({ kind }: { readonly kind: string }) => kind !== 'audit.searched'

it('gives no proof, and records none, before a checkpoint covers the event', async () => {
  await expect(getProof(manager, anywhere, { id: eventId })).rejects.toMatchObject({
    problem: { kind: 'not_found' },
  })
  await expect(getPublicKey(manager)).rejects.toMatchObject({ problem: { kind: 'not_found' } })
  expect(await newest()).toBeUndefined()
})

it('gives a proof that the stand-alone checker takes, recorded with its event', async () => {
  await sealAll()
  const proof = await getProof(manager, anywhere, { id: eventId })
  expect(proof.headers.get('content-disposition')).toBe(`attachment; filename="event-${eventId}.proof.json"`)
  expect(await newest()).toMatchObject({ kind: 'event.proved', objectType: 'event', objectId: eventId })
  const [proofFile, keyFile] = [join(directory, 'proof.json'), join(directory, 'key.txt')]
  await writeFile(proofFile, await proof.text())
  await writeFile(keyFile, await (await getPublicKey(manager)).text())
  const { stdout } = await promisify(execFile)(process.execPath, [
    'tools/check-proof.mjs',
    proofFile,
    keyFile,
  ])
  expect(stdout).toContain(`PROVEN: event ${eventId},`)
})

it('has no proof of what is no event', async () => {
  for (const id of ['999999999', '0', '1 or 1=1', '../public-key'])
    await expect(getProof(manager, anywhere, { id })).rejects.toMatchObject({
      problem: { kind: 'not_found' },
    })
})

describe('asks who may before it reads what was sent, and records the refusal', () => {
  const finance = actorOf('finance')
  const admin = actorOf('admin')
  const exchange = { id: '0198f000-0000-7000-8000-000000000000', n: 'x' }
  it.each([
    ['a proof', 'audit.export', finance, () => getProof(finance, anywhere, { id: 'x' })],
    ['the public key', 'audit.export', admin, () => getPublicKey(admin)],
    ['an export', 'audit.export', finance, () => getAuditExport(finance, anywhere)],
    ['a copy', 'payload.read', admin, () => postCopy(admin, anywhere, exchange)],
  ])('%s', async (_, capability, actor, ask) => {
    await expect(ask()).rejects.toMatchObject({ problem: { kind: 'denied', capability } })
    const { data } = await searchAudit(manager, { by: actor.id, kind: 'access.denied' }, 1)
    expect(data[0]?.members.get('details.capability')).toBe(capability)
  })
})
