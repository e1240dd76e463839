import { afterEach, expect, it, vi } from 'vitest'
import { getLog } from '#lib/log.ts'

const said = vi.spyOn(getLog(), 'warn')
const configured = { DATABASE_URL: 'postgres://localhost/desk', PUBLIC_URL: 'https://desk.example.test' }

afterEach(() => {
  vi.unstubAllEnvs()
  said.mockClear()
})

async function tell(environment: Readonly<Record<string, string>>) {
  for (const name of ['DATABASE_URL', 'PUBLIC_URL', 'TRUSTED_IP_HEADER'])
    vi.stubEnv(name, environment[name] ?? '')
  vi.resetModules()
  const { tellOfAddresses } = await import('./tell-of-addresses.ts')
  tellOfAddresses()
  return said.mock.calls.flat()
}

it('warns once where a configured desk does not learn addresses', async () => {
  expect(await tell(configured)).toEqual([expect.stringContaining('TRUSTED_IP_HEADER is not set')])
})

it('says nothing where it does, and in a trial', async () => {
  expect(await tell({ ...configured, TRUSTED_IP_HEADER: 'x-real-ip' })).toEqual([])
  expect(await tell({ DATABASE_URL: configured.DATABASE_URL })).toEqual([])
})
