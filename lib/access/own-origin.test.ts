import { expect, it } from 'vitest'
import { comesFromOwnPage } from './own-origin.ts'

process.env['PUBLIC_URL'] = 'https://desk.example.test'

it.each([
  [{ origin: 'https://desk.example.test', host: '10.0.0.7:3000' }, true],
  [{ origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }, true],
  [{ 'sec-fetch-site': 'same-origin', host: '127.0.0.1:3000' }, true],
  [{ host: 'desk.example.test' }, false],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'none' }, false],
  [{ origin: 'null', host: 'null' }, false],
  [{ origin: 'https://desk.example.test.elsewhere.example', host: 'desk.example.test' }, false],
  [{ origin: 'https://other.example.test', host: 'desk.example.test' }, false],
  [{ origin: 'https://desk.example.test:8443', host: 'desk.example.test' }, false],
  [{ origin: 'file://desk.example.test', host: 'desk.example.test' }, false],
  // Whoever can write this header is no browser.
  [{ origin: 'https://elsewhere.example', 'x-forwarded-host': 'elsewhere.example' }, false],
  [{ origin: 'https://elsewhere.example', 'sec-fetch-site': 'same-origin' }, false],
])('says of %j: %s', (headers, own) => {
  expect(comesFromOwnPage(new Headers(headers))).toBe(own)
})
