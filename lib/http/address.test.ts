import { describe, expect, it } from 'vitest'
import { isLoopback, makeAddressJudge } from './address.ts'

const strict = makeAddressJudge({ allowAddresses: [], production: true })

const refused = [
  '0.0.0.0',
  '0.1.2.3',
  '10.255.255.255',
  '100.64.0.1',
  '127.0.0.1',
  '127.1.2.3',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.7',
  '203.0.113.7',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '::ffff:0:a9fe:a9fe',
  '::10.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:2::1',
  '2001:db8::1',
  '2002:a00:1::1',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'not-an-address',
  '',
  '127.0.0.1.example.test',
]

describe('the public internet only', () => {
  it.each(refused)('refuses %s', (address) => expect(strict.mayReach(address)).toBe(false))

  it.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '169.253.1.1',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450::1',
    '2001:4860:4860::8888',
    '::ffff:1.1.1.1',
    '64:ff9b::1.1.1.1',
  ])('lets %s pass', (address) => expect(strict.mayReach(address)).toBe(true))
})

describe('what a connection allows beside', () => {
  const judge = makeAddressJudge({
    allowAddresses: ['10.1.0.0/16', '192.168.7.7', 'fd00:1::/32'],
    production: true,
  })

  it.each(['10.1.2.3', '::ffff:10.1.2.3', '64:ff9b::a01:203', '192.168.7.7', 'fd00:1::9', '1.1.1.1'])(
    'includes %s',
    (address) => expect(judge.mayReach(address)).toBe(true),
  )

  it.each(['10.2.0.1', '192.168.7.8', 'fd00:2::1', '127.0.0.1'])('does not include %s', (address) =>
    expect(judge.mayReach(address)).toBe(false),
  )

  it('includes this machine outside production', () => {
    const lax = makeAddressJudge({ allowAddresses: [], production: false })
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].every((address) => lax.mayReach(address))).toBe(true)
    expect(['0.0.0.0', '::', '10.0.0.1'].some((address) => lax.mayReach(address))).toBe(false)
    expect(isLoopback('::ffff:127.9.9.9')).toBe(true)
  })

  it.each(['10.0.0.0/33', '10.0.0.0/', 'example.test', '10.0.0/8', '::/-1', ''])('cannot be %j', (range) => {
    expect(() => makeAddressJudge({ allowAddresses: [range], production: true })).toThrow(RangeError)
  })
})
