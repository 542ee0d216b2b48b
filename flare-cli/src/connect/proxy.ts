// Owns which proxy leads to a deployment, by HTTPS_PROXY, ALL_PROXY and NO_PROXY.
import { getProxyForUrl } from 'proxy-from-env';
import { usageFailure } from '../failures.ts';
import { isLoopback } from './loopback-names.ts';

export interface Proxy {
  url: URL;
  /** Which variable names it. */
  variable: string;
  /** Without its credentials, for people. */
  shown: string;
}

const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/**
 * Threat: a proxy reads what goes through it. Property: tokens go through one only within TLS, by
 * CONNECT: plain HTTP never leaves this machine (see sign-ins.ts), and so never meets a proxy.
 */
export function proxyFor(address: string): Proxy | undefined {
  const { protocol, hostname, port } = new URL(address);
  if (!/^(https|wss):$/.test(protocol) || isLoopback(hostname)) return undefined;
  const variable = VARIABLES.find((name) => (process.env[name] ?? '') !== '');
  if (variable === undefined) return undefined;
  // It decides by NO_PROXY; a proxy without a scheme it takes for an https one, which hardly any
  // is.
  if (getProxyForUrl(`https://${hostname}:${port || 443}`) === '') return undefined;
  const value = process.env[variable] ?? '';
  const text = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(text) || !/^https?:/i.test(text))
    throw usageFailure(
      `${variable} does not name a proxy by http or https`,
      'Set it to one such as http://proxy.example.com:3128, or unset it.',
    );
  const url = new URL(text);
  return { url, variable, shown: `${url.protocol}//${url.host}` };
}
