// Owns reading where a client wants to go: one spelling for each host, whatever form it came in.
import { isIP } from 'node:net';
import { canonicalAddress } from './address-rules.ts';

export interface Target {
  /** A name in lower case without a dot at its end, or a canonical address. */
  readonly host: string;
  readonly port: number;
}

/**
 * Threat: two readers of one text see two hosts: `allowed.example@127.0.0.1`, `2130706433`,
 * `0x7f.1`, `[::ffff:127.0.0.1]`, `127.0.0.1.` Property: what holds anything but a host and a port
 * is refused, and the host is what the URL standard reads, which knows every form of an IPv4
 * number; that very value is checked and connected to, never the text again. Null: it is none.
 */
export function readTarget(authority: string, defaultPort: number | null): Target | null {
  const [, host, port] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(authority) ?? [];
  return host === undefined ? null : makeTarget(host, port === undefined ? defaultPort : Number(port));
}

export function makeTarget(host: string, port: number | null): Target | null {
  if (port === null || port < 1 || port > 65_535) return null;
  const bracketed = isIP(host) === 6 ? `[${host}]` : host;
  if (!/^(\[[0-9a-f:.]+\]|[a-z0-9._-]{1,255})$/i.test(bracketed)) return null;
  const { hostname } = URL.parse(`http://${bracketed}/`) ?? {};
  if (hostname === undefined) return null;
  const name = hostname.startsWith('[') ? canonicalAddress(hostname.slice(1, -1)) : hostname.replace(/\.$/, '');
  return name === '' ? null : { host: name, port };
}

export const showTarget = ({ host, port }: Target) => (isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`);
