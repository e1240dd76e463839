import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Which addresses a connection may reach. */
export interface AddressRules {
  readonly allowAddresses: readonly string[]
  readonly production: boolean
}

/** IPv4 that is not the public internet: IANA's special-purpose registry, multicast, and 240/4. */
const specialIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** Within 2000::/3; all else in IPv6 is refused as not global unicast. 2002::/16 (6to4) hides an IPv4 address. */
const specialIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const special = blockList([...specialIpv4, ...specialIpv6])
const globalUnicast = blockList(['2000::/3'])
const loopback = blockList(['127.0.0.0/8', '::1/128'])
/** IPv4 within IPv6: mapped (RFC 4291, 2.5.5.2) and NAT64's well-known prefix (RFC 6052). */
const carriesIpv4 = blockList(['::ffff:0:0/96', '64:ff9b::/96'])

/** Judges addresses by the rules of one connection. Throws a RangeError when an allowed range is not a CIDR. */
export function makeAddressJudge({ allowAddresses, production }: AddressRules) {
  const allowed = blockList(allowAddresses)
  return {
    /**
     * Whether a socket may be opened to this address. An IPv4 address written as IPv6 is judged as IPv4. Anything
     * that is not an address is refused.
     */
    mayReach(address: string): boolean {
      const bare = asJudged(address)
      if (bare === null) return false
      if (holds(allowed, bare) || (!production && holds(loopback, bare))) return true
      if (holds(special, bare)) return false
      return isIPv4(bare) || holds(globalUnicast, bare)
    },
  }
}

/** Whether an address is this machine's own. */
export function isLoopback(address: string): boolean {
  const bare = asJudged(address)
  return bare !== null && holds(loopback, bare)
}

function asJudged(address: string): string | null {
  // A zone (`fe80::1%eth0`) says which interface, not which address.
  const bare = address.replace(/%.*$/, '')
  if (isIPv4(bare)) return bare
  if (!isIPv6(bare)) return null
  return carriesIpv4.check(bare, 'ipv6') ? lastFourBytes(bare) : bare
}

function lastFourBytes(address: string): string {
  // The URL parser writes every IPv6 address in one way, without a dotted tail.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':')
  return groups
    .slice(-2)
    .flatMap((group) => {
      const value = Number.parseInt(group || '0', 16)
      return [value >> 8, value & 0xff]
    })
    .join('.')
}

function holds(list: BlockList, address: string): boolean {
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/')
    const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : null
    const bits = Number(prefix ?? (family === 'ipv4' ? 32 : 128))
    const most = family === 'ipv4' ? 32 : 128
    if (family === null || !Number.isInteger(bits) || bits < 0 || bits > most || prefix === '')
      throw new RangeError(`Not a range of addresses: ${range}`)
    list.addSubnet(address, bits, family)
  }
  return list
}
