import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkpointVariables } from '#lib/checkpoint-env.ts'
import { sealersOwn, withoutSealersOwn } from './sealers-own.ts'

test('what signs and what opens the places outside is taken from the app and given to the worker', () => {
  const given = { AUDIT_SIGNING_KEY: 'key', CHECKPOINT_S3_SECRET_ACCESS_KEY: 'secret', PATH: '/bin' }
  const app = { ...given, ...withoutSealersOwn }
  expect(Object.entries(app).filter(([, value]) => value !== undefined)).toEqual([['PATH', '/bin']])
  expect(sealersOwn(given)).toMatchObject({
    AUDIT_SIGNING_KEY: 'key',
    CHECKPOINT_S3_SECRET_ACCESS_KEY: 'secret',
  })
})

test('every variable of a place that is a secret or needs one is among them', () => {
  const kept = Object.keys(checkpointVariables).filter((name) => !(name in withoutSealersOwn))
  expect(kept).toEqual(['CHECKPOINT_DIR', 'CHECKPOINT_S3_LOCK_MODE', 'CHECKPOINT_S3_LOCK_DAYS'])
})

test('the parts are started so', () => {
  const text = readFileSync(new URL('./desk.ts', import.meta.url), 'utf8')
  expect(text).toContain('...withoutSealersOwn')
  expect(text).toContain('...sealersOwn(settings.environment)')
})
