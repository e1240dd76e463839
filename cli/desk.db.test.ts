import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { getSql } from '#db/client.ts'

// Each command is a process of its own.
vi.setConfig({ testTimeout: 60_000 })

const root = join(import.meta.dirname, '..')
let dataDir = ''
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'statusdesk-cli-'))
})
afterAll(() => rm(dataDir, { recursive: true }))

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command in a process of its own, as a person would. */
function desk(args: readonly string[], environment: Record<string, string | undefined> = {}): Promise<Ran> {
  const env = { ...process.env, STATUSDESK_SECRET: undefined, DATA_DIR: dataDir, ...environment }
  return new Promise((resolve) => {
    execFile(process.execPath, ['cli/desk.ts', ...args], { cwd: root, env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    )
  })
}

/** What stands in a link that was printed. */
function secretOf({ out }: Ran): string {
  const [, secret = ''] = /https:\/\/desk\.example\.test\/set-password#(\S{43})$/m.exec(out) ?? []
  expect(secret).toHaveLength(43)
  return secret
}

const lastEvent = async () => {
  const [row] = await getSql()<{ canon: Buffer }[]>`select canon from audit.event order by id desc limit 1`
  return JSON.parse(row?.canon.toString() ?? 'null')
}

describe('user create', () => {
  it('adds a person and prints the link by which they set a password', async () => {
    const ran = await desk(['user', 'create', '--email', 'Ann@Example.test', '--role', 'support'], {
      PUBLIC_URL: 'https://desk.example.test/',
    })
    expect(ran).toMatchObject({ code: 0, err: '' })
    const secret = secretOf(ran)
    expect(await lastEvent()).toMatchObject({
      kind: 'person.link_created',
      actor_kind: 'cli',
      details: { purpose: 'set_password' },
    })
    process.env['STATUSDESK_SECRET'] = 'another secret, since only cookies depend on it'
    const { setPassword } = await import('#lib/access/use-link.ts')
    await setPassword({ secret, password: 'a password of hers' }, new Headers())
    const { signIn } = await import('#lib/access/sign-in.ts')
    const signedIn = await signIn(
      { email: 'ann@example.test', password: 'a password of hers' },
      new Headers(),
    )
    expect(signedIn.actor).toMatchObject({ role: 'support', name: 'ann@example.test' })

    const again = await desk(['user', 'create', '--email', 'ann@example.test', '--role', 'admin'])
    expect(again).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/already a person/) })
    expect((await desk(['user', 'list'])).out).toBe('ann@example.test\tsupport\tann@example.test\n')
  })

  it('prints links for who is there: for a new password, and to sign in while the provider is away', async () => {
    const link = (...more: string[]) =>
      desk(['user', 'link', '--email', 'ann@example.test', ...more], {
        PUBLIC_URL: 'https://desk.example.test/',
      })
    secretOf(await link())
    expect(await lastEvent()).toMatchObject({ details: { purpose: 'set_password' } })
    const secret = secretOf(await link('--to', 'sign-in'))
    const { signInByLink } = await import('#lib/access/use-link.ts')
    expect((await signInByLink({ secret }, new Headers())).actor.name).toBe('ann@example.test')
    expect(await desk(['user', 'link', '--email', 'nobody@example.test'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Nobody has the address/),
    })
    expect(
      await desk(['user', 'link', '--email', 'ann@example.test'], {
        OIDC_ISSUER: 'https://id.example.test',
        OIDC_CLIENT_ID: 'desk',
        OIDC_ONLY: 'true',
      }),
    ).toMatchObject({ code: 1, err: expect.stringMatching(/Nobody signs in with a password/) })
  })

  it('names every option that is wrong and does nothing', async () => {
    const args = [
      'user',
      'create',
      '--email',
      'x',
      '--bogus=1',
      '--password',
      'short',
      'extra',
      '--email',
      'y',
    ]
    const ran = await desk(args, { DATABASE_URL: undefined })
    expect(ran).toMatchObject({ code: 2, out: '' })
    for (const fault of [
      '--email must be an e-mail address.',
      '--bogus is not an option of this command.',
      '--password must be at least 12 characters.',
      '"extra" is not expected here.',
      '--email is given twice.',
      '--role is missing.',
    ])
      expect(ran.err).toContain(fault)
    expect((await desk(['user', 'create', '--email', 'a@b.cd', '--role', 'root'])).err).toContain(
      '--role must be one of support, finance, manager, admin.',
    )
    expect((await desk(['user', 'create', '--role', '--email', 'a@b.cd'])).err).toContain('--role')
  })
})

describe('token', () => {
  it('is printed alone on standard output, listed without itself, and revoked', async () => {
    const ran = await desk([
      'token',
      'create',
      '--name',
      'Night job',
      '--role',
      'finance',
      '--expires-at',
      '2099-01-01',
    ])
    expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/^sdk_[\w-]{43}\n$/) })
    const listed = await desk(['token', 'list'])
    expect(listed.out).toMatch(/^[\w-]{36}\tfinance\tvalid\tnever used\tNight job\n$/)
    const id = listed.out.split('\t')[0] ?? ''
    expect(await desk(['token', 'revoke', '--id', id])).toMatchObject({ code: 0 })
    expect((await desk(['token', 'list'])).out).toContain('revoked')
    expect(await lastEvent()).toMatchObject({ kind: 'token.revoked', object_id: id })
    expect(await desk(['token', 'revoke', '--id', id])).toMatchObject({ code: 1 })
  })
})

describe('the desk', () => {
  it('is found by the file that it leaves, and missed by name', async () => {
    const alone = { DATABASE_URL: undefined }
    expect(await desk(['user', 'list'], alone)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/npm start/),
    })
    const runtime = {
      databaseUrl: process.env['DATABASE_URL'],
      connectionsFile: 'connections.json',
      url: 'http://x',
    }
    await writeFile(join(dataDir, 'runtime.json'), JSON.stringify(runtime))
    expect(await desk(['user', 'list'], alone)).toMatchObject({ code: 0, err: '' })
    const gone = { DATABASE_URL: 'postgres://a:b@127.0.0.1:9/x' }
    expect(await desk(['user', 'list'], gone)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/cannot be reached/),
    })
  })

  it('writes nothing under a key of codes that it would have to make up', async () => {
    expect((await desk(['user', 'create', '--email', 'kay@example.test', '--role', 'support'])).code).toBe(0)
    const elsewhere = await mkdtemp(join(tmpdir(), 'statusdesk-cli-'))
    const lost = {
      DATA_DIR: elsewhere,
      AUDIT_MAC_KEY: undefined,
      STATUSDESK_SECRET: 'another one, as long as it has to be',
    }
    expect(
      await desk(['user', 'create', '--email', 'lee@example.test', '--role', 'support'], lost),
    ).toMatchObject({
      code: 1,
      err: expect.stringContaining('AUDIT_MAC_KEY is not set'),
    })
    expect(await getSql()`select from person where email = 'lee@example.test'`).toHaveLength(0)
    await rm(elsewhere, { recursive: true })
  })

  it('explains itself', async () => {
    expect(await desk([])).toMatchObject({ code: 2, out: expect.stringMatching(/token create --name/) })
    expect(await desk(['--help'])).toMatchObject({ code: 0 })
    expect(await desk(['user', 'delete'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no command "user delete"/),
    })
  })
})
