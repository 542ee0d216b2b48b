// Owns names below .localhost, by which a deployment at home is reached: they are this machine
// (RFC 6761 section 6.3), though most resolvers do not know that.
import dns from 'node:dns';

export const isLoopbackName = (hostname: string) => /(^|\.)localhost\.?$/i.test(hostname);

/** Whether what is sent there stays on this machine. */
export const isLoopback = (hostname: string) => isLoopbackName(hostname) || /^(127(\.\d+){3}|\[::1\])$/.test(hostname);

const ADDRESSES = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

let isDone = false;

/**
 * Lets this process find such names, in fetch and in WebSockets: both connect by Node's net, which
 * asks `dns.lookup`. Neither of them has a place of its own for this without a second HTTP client.
 *
 * Threat: a resolver that is asked for such a name learns of it, and may lead what is sent there,
 * tokens included, to another machine. Property: none is asked.
 */
export function findLoopbackNames(): void {
  if (isDone) return;
  isDone = true;
  const original = dns.lookup;
  const lookup = (hostname: string, ...rest: unknown[]) => {
    if (!isLoopbackName(hostname)) return Reflect.apply(original, dns, [hostname, ...rest]) as unknown;
    const callback = rest.pop();
    if (typeof callback !== 'function') throw new TypeError('dns.lookup needs a callback');
    const [options] = rest;
    const { all = false, family = 0 } =
      typeof options === 'object' && options !== null ? (options as dns.LookupOptions) : {};
    const wanted = ADDRESSES.filter((entry) => ![4, 6].includes(Number(family)) || entry.family === Number(family));
    const [first] = wanted;
    process.nextTick(() => (all ? callback(null, wanted) : callback(null, first?.address, first?.family)));
    return {};
  };
  Object.assign(dns, { lookup: Object.assign(lookup, original) });
}
