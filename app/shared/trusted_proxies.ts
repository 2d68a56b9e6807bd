import ipaddr from 'ipaddr.js'

const NAMED: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/** True for what may stand in a list of trusted proxies. */
export function isNetwork(entry: string): boolean {
  if (Object.hasOwn(NAMED, entry)) return true
  return entry.includes('/') ? ipaddr.isValidCIDR(entry) : ipaddr.isValid(entry)
}

/**
 * Says of a peer address whether its forwarding headers may be believed. Entries are networks in
 * CIDR form, single addresses, or `loopback`, `linklocal`, `uniquelocal`.
 */
export function trustedProxies(entries: string[]): (address: string) => boolean {
  const networks = entries
    .flatMap((entry) => NAMED[entry] ?? [entry])
    .map((entry) =>
      entry.includes('/')
        ? ipaddr.parseCIDR(entry)
        : ([ipaddr.parse(entry), ipaddr.parse(entry).kind() === 'ipv4' ? 32 : 128] as const)
    )
  return (address) => {
    if (!ipaddr.isValid(address)) return false
    const peer = ipaddr.process(address)
    return networks.some(
      ([network, bits]) => network.kind() === peer.kind() && peer.match(network as never, bits)
    )
  }
}
