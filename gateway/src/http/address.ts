// The address that a request came from. Threat: a caller writes an address of their choice into a
// header, and so has a limit of their own with each request, and an audit entry in somebody else's
// name. Property: a header is believed only where the deployment says that what stands in front of
// it sets it over the caller's own (Cloudflare does, `cf-connecting-ip`). Elsewhere all callers
// share one address, and its limits with it: at home they are the machine's own people.
import type { Config } from '../config.ts';

const loopback = '127.0.0.1';
/** Where proxies and programs look for the caller. What a client says in them goes no further. */
const claims = ['forwarded', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip', 'cf-connecting-ipv6'];

export function callerAddress(
  { callerAddressHeader }: Pick<Config, 'callerAddressHeader'>,
  { headers }: Request,
): string {
  const told = callerAddressHeader && headers.get(callerAddressHeader)?.trim();
  return told && /^[0-9a-f.:]{2,45}$/i.test(told) ? told.toLowerCase() : loopback;
}

/** Tells an app where the browser is, in place of what the browser says of it. */
export function setForwardedFor(headers: Headers, address: string): void {
  for (const name of claims) headers.delete(name);
  headers.set('x-forwarded-for', address);
}

/** What counts as one caller: an IPv6 customer has a network of 2^64 addresses. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = '', tail] = address.split('::');
  const groups = (part: string | undefined) => (part ? part.split(':') : []);
  const [front, back] = [groups(head), groups(tail)];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const all = [...front, ...Array.from({ length: zeros }, () => '0'), ...back];
  const network = all.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${network.join(':')}::/64`;
}
