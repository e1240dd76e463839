import { expect, test } from 'vitest'
import { createParts } from './parts.ts'
import type { Running } from './running.ts'

interface FakePart extends Running {
  readonly die: (how: string) => void
}

function fakePart(name: string, told: string[]): FakePart {
  const { promise, resolve } = Promise.withResolvers<string>()
  return {
    exited: promise,
    die: resolve,
    stop: async () => {
      told.push(name)
      resolve('ended with code 0')
    },
    kill: () => resolve('ended by SIGKILL'),
  }
}

test('parts are stopped from the last to the first', async () => {
  const told: string[] = []
  const parts = createParts(() => {})
  for (const name of ['postgres', 'worker', 'app'])
    parts.keep(name, fakePart(name, told), async () => fakePart(name, told))
  await parts.stop()
  expect(told).toEqual(['app', 'worker', 'postgres'])
})

test('a part that dies is started again, and the new one is stopped', async () => {
  const told: string[] = []
  const said: string[] = []
  const parts = createParts((text) => said.push(text))
  const first = fakePart('first', told)
  parts.keep('The app', first, async () => fakePart('second', told))
  first.die('ended by SIGKILL')
  await expect
    .poll(() => said)
    .toEqual(['The app ended by SIGKILL; starting it again in 0.25 s', 'The app runs again'])
  await parts.stop()
  expect(told).toEqual(['second'])
})

test('a part that cannot be started again is given up, and says why', async () => {
  const parts = createParts(() => {}, 1)
  const first = fakePart('first', [])
  parts.keep('The app', first, () => Promise.reject(new Error('no build')))
  first.die('ended with code 1')
  await expect(parts.gaveUp).resolves.toBe('Error: no build, for the 7th time in a row.')
})

test('a part that waits to be started again does not hold up the end', async () => {
  const said: string[] = []
  const parts = createParts((text) => said.push(text), 60_000)
  const first = fakePart('first', [])
  parts.keep('The app', first, () => Promise.reject(new Error('started while stopping')))
  first.die('ended with code 1')
  await expect.poll(() => said).toHaveLength(1)
  await expect(parts.stop()).resolves.toBeUndefined()
})
