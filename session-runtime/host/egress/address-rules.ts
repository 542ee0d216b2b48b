// Owns which addresses are the outside: what a session may be connected to when nobody has allowed
// more.
import { BlockList, isIPv4, isIPv6 } from 'node:net';

type Range = [first: string, prefix: number, what: string];

// IANA's special-purpose registries, and the two that clouds add for their own machines.
const IPV4: Range[] = [
  ['0.0.0.0', 8, 'an unspecified address'],
  ['10.0.0.0', 8, 'a private address'],
  ['100.64.0.0', 10, 'a shared address (RFC 6598)'],
  ['127.0.0.0', 8, 'a loopback address'],
  ['168.63.129.16', 32, 'the metadata address of a cloud'],
  ['169.254.0.0', 16, 'a link-local address'],
  ['172.16.0.0', 12, 'a private address'],
  ['192.0.0.0', 24, 'a reserved address'],
  ['192.0.2.0', 24, 'a documentation address'],
  ['192.88.99.0', 24, 'a reserved address'],
  ['192.168.0.0', 16, 'a private address'],
  ['198.18.0.0', 15, 'a benchmark address'],
  ['198.51.100.0', 24, 'a documentation address'],
  ['203.0.113.0', 24, 'a documentation address'],
  ['224.0.0.0', 4, 'a multicast address'],
  ['240.0.0.0', 4, 'a reserved address'],
];

// Only 2000::/3 is given out to the world. What lies outside is refused as a whole; the first rows
// merely name it.
const IPV6: Range[] = [
  ['::', 128, 'an unspecified address'],
  ['::1', 128, 'a loopback address'],
  ['fc00::', 7, 'a private address'],
  ['fe80::', 10, 'a link-local address'],
  ['fec0::', 10, 'a site-local address'],
  ['ff00::', 8, 'a multicast address'],
  ['64:ff9b:1::', 48, 'an address that is translated to IPv4'],
  ['2001::', 23, 'a reserved address'], // Teredo among them, which embeds IPv4
  ['2001:db8::', 32, 'a documentation address'],
  ['2002::', 16, 'an address that is translated to IPv4'], // 6to4
  ['3fff::', 20, 'a documentation address'],
];

const lists = [...IPV4, ...IPV6].map(([first, prefix, what]) => {
  const list = new BlockList();
  list.addSubnet(first, prefix, isIPv4(first) ? 'ipv4' : 'ipv6');
  return { list, what, family: isIPv4(first) ? 'ipv4' : 'ipv6' } as const;
});
const worldwide = new BlockList();
worldwide.addSubnet('2000::', 3, 'ipv6');

/**
 * An address as it is connected to and compared: one spelling each, and IPv4 where IPv6 only wraps
 * it.
 */
export function canonicalAddress(address: string): string {
  if (isIPv4(address)) return address;
  // The URL parser is the one place in Node that shortens IPv6; a zone (`%eth0`) is no part of what
  // it knows.
  const [bare = ''] = address.split('%');
  const short = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  return embedded(short, '::ffff:') ?? short;
}

/** Why the address is not of the outside; null if it is. `address` is canonical. */
export function whyInside(address: string, own: ReadonlySet<string>): string | null {
  // The well-known NAT64 prefix stands for the IPv4 address in it: on networks without IPv4 all of
  // the outside has this form.
  const translated = embedded(address, '64:ff9b::');
  if (translated !== null) return whyInside(translated, own);
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const found = lists.find((one) => one.family === family && one.list.check(address, family));
  if (found !== undefined) return found.what;
  if (family === 'ipv6' && !worldwide.check(address, 'ipv6')) return 'a reserved address';
  return own.has(address) ? 'an address of the machine itself' : null;
}

/**
 * The IPv4 address in the last 32 bits; null if the address does not begin with the prefix, which
 * holds the 96 bits before them.
 */
function embedded(address: string, prefix: string): string | null {
  if (!address.startsWith(prefix)) return null;
  const groups = address.slice(prefix.length).split(':');
  if (groups.length > 2 || groups.includes('')) return null;
  const [high, low] = groups.length === 2 ? groups : ['0', groups[0]];
  const bits = [high, low].map((group) => Number.parseInt(group ?? '', 16));
  return bits.flatMap((group) => [group >> 8, group & 255]).join('.');
}
