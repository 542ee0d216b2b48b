// Owns what an operator allows beyond the outside: ranges and single hosts.
import { BlockList, isIP, isIPv4 } from 'node:net';
import { canonicalAddress } from './address-rules.ts';
import { readTarget, type Target } from './target.ts';

export interface AllowList {
  /** Whether the host as the client named it is allowed, wherever it leads. */
  allowsHost(target: Target): boolean;
  /** Whether the address is one of the allowed ranges. */
  allowsAddress(address: string): boolean;
}

/**
 * Reads `host`, `host:port` and `range/prefix`, separated by commas or spaces. A host may be a name
 * or an address. Throws an error that names the entry at fault.
 */
export function readAllowList(text: string): AllowList {
  const hosts = new Set<string>();
  const ranges = new BlockList();
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const range = /^\[?([0-9a-f:.]+)\]?\/(\d{1,3})$/i.exec(entry);
    const target = range === null ? readTarget(isIP(entry) === 6 ? `[${entry}]` : entry, ANY_PORT) : null;
    if (range !== null) addRange(ranges, entry, range[1] ?? '', Number(range[2]));
    else if (target === null)
      throw new Error(`${entry} is neither a host, nor host:port, nor a range such as 10.0.0.0/8.`);
    else hosts.add(/:\d+$/.test(entry) && isIP(entry) !== 6 ? `${target.host} ${target.port}` : target.host);
  }
  return {
    allowsHost: ({ host, port }) => hosts.has(host) || hosts.has(`${host} ${port}`),
    allowsAddress: (address) => ranges.check(address, isIPv4(address) ? 'ipv4' : 'ipv6'),
  };
}

const ANY_PORT = 1; // A target has a port; that of an entry without one is not looked at.

function addRange(ranges: BlockList, entry: string, first: string, prefix: number): void {
  const family = isIP(first);
  if (family === 0 || prefix > (family === 4 ? 32 : 128)) throw new Error(`${entry} is no range of addresses.`);
  ranges.addSubnet(canonicalAddress(first), prefix, family === 4 ? 'ipv4' : 'ipv6');
}
