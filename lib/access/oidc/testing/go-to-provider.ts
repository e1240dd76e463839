import { request } from 'undici'

/** The cookies that a browser would keep, of one host. */
export type Jar = Map<string, string>

/**
 * Does at the test provider what somebody does in a browser, from the address the desk sent them to up to the one they are
 * sent back to, which it gives without going there. `account` is whom they say they are; nobody there cancels.
 */
export async function goToProvider(address: string, account: string, jar: Jar = new Map()): Promise<URL> {
  const { origin } = new URL(address)
  let url = new URL(address)
  let form: string | null = null
  for (let steps = 0; steps < 10; steps += 1) {
    if (url.origin !== origin) return url
    const { statusCode, headers, body } = await request(url, {
      method: form === null ? 'GET' : 'POST',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form !== null && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form !== null && { body: form }),
    })
    const text = await body.text()
    keep(jar, headers['set-cookie'])
    form = null
    if (typeof headers.location === 'string') url = new URL(headers.location, url)
    else if (text.includes('<form')) form = new URLSearchParams({ account }).toString()
    else throw new Error(`The provider answered ${statusCode}: ${text.slice(0, 500)}`)
  }
  throw new Error('The provider leads nowhere.')
}

function keep(jar: Jar, given: string | readonly string[] | undefined) {
  for (const line of [given ?? []].flat()) {
    const [pair = ''] = line.split(';')
    const split = pair.indexOf('=')
    const value = pair.slice(split + 1)
    if (value === '') jar.delete(pair.slice(0, split))
    else jar.set(pair.slice(0, split), value)
  }
}
