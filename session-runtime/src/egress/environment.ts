// Owns the variables by which a session's programs find the way out.
import { EGRESS_PORT } from './bridge.ts';

const PROXY = `http://127.0.0.1:${EGRESS_PORT}`;

/**
 * What the session's own apps are called within it. Without brackets: some Python clients fail on
 * `[::1]`.
 */
const OWN = ['localhost', '127.0.0.1', '::1', '0.0.0.0', '.localhost'];

/**
 * curl, git, pip, npm, pnpm, apt, Go and Rust read the first eight; which case, differs. `http://`
 * in ALL_PROXY too: the port speaks SOCKS5 as well, but Python's httpx fails on an address that
 * says so.
 */
export function egressEnv(hostname: string): Record<string, string> {
  const direct = [...OWN, hostname].join(',');
  return {
    HTTP_PROXY: PROXY,
    HTTPS_PROXY: PROXY,
    ALL_PROXY: PROXY,
    NO_PROXY: direct,
    http_proxy: PROXY,
    https_proxy: PROXY,
    all_proxy: PROXY,
    no_proxy: direct,
    NODE_USE_ENV_PROXY: '1', // fetch and http.request of Node 24
    YARN_HTTP_PROXY: PROXY, // Yarn from 2 on reads no other
    YARN_HTTPS_PROXY: PROXY,
  };
}
