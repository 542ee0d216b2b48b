// Owns the way out through the proxy that the machine itself is set up with (HTTPS_PROXY), where it
// has one.
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { opened } from './opened.ts';
import type { Route } from './policy.ts';
import { Refusal } from './refusal.ts';
import { showTarget } from './target.ts';

const HEAD_BYTES = 16 * 1024;

export class Upstream {
  private constructor(
    readonly url: URL,
    readonly direct: readonly string[],
  ) {}

  /** What the environment names; null if it names none that speaks HTTP. */
  static read(env: NodeJS.ProcessEnv): Upstream | null {
    const named = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'HTTP_PROXY', 'http_proxy'];
    const text = named.map((name) => env[name]).find((value) => value !== undefined && value !== '');
    if (text === undefined) return null;
    const url = URL.parse(text.includes('://') ? text : `http://${text}`);
    if (url === null || !/^https?:$/.test(url.protocol)) return null;
    const direct = (env.NO_PROXY ?? env.no_proxy ?? '')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean);
    return new Upstream(url, direct);
  }

  /** False for what NO_PROXY names: `*`, a host, or a domain with all below it. */
  takes(host: string): boolean {
    return !this.direct.some((entry) => {
      const bare = entry.replace(/^\*?\./, '');
      return entry === '*' || host === bare || (isIP(host) === 0 && host.endsWith(`.${bare}`));
    });
  }

  get credentials(): string {
    const { username, password } = this.url;
    if (username === '' && password === '') return '';
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Proxy-Authorization: Basic ${Buffer.from(pair).toString('base64')}\r\n`;
  }
}

/**
 * A tunnel to the route's address. Threat: the upstream resolves the name a second time, to
 * something inside. Property: it is given the address that was checked; a name only where this
 * machine cannot resolve it, and then what the name means there is the upstream's to decide.
 */
export async function throughUpstream(
  upstream: Upstream,
  { target, addresses }: Route,
  signal: AbortSignal,
): Promise<Socket> {
  const { url } = upstream;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const options = { host, port, allowHalfOpen: true, noDelay: true, keepAlive: true };
  const socket =
    url.protocol === 'https:'
      ? await opened(
          connectTls({ ...options, ...(isIP(host) === 0 ? { servername: host } : {}) }),
          signal,
          'secureConnect',
        )
      : await opened(connect(options), signal);
  const to = showTarget({ host: addresses[0] ?? target.host, port: target.port });
  socket.write(`CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\n${upstream.credentials}\r\n`);
  const { head, rest } = await headOf(socket, signal);
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
  if (status?.startsWith('2') !== true) {
    socket.destroy();
    throw new Refusal(
      'unreachable',
      `The machine’s own proxy did not connect to ${showTarget(target)} (${status ?? 'no HTTP'}).`,
    );
  }
  if (rest.length > 0) socket.unshift(rest);
  return socket;
}

function headOf(socket: Socket, signal: AbortSignal): Promise<{ head: string; rest: Buffer }> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0);
    const settle = () => {
      socket.off('data', more).off('close', closed).off('end', closed).pause();
      signal.removeEventListener('abort', closed);
    };
    const more = (bytes: Buffer) => {
      seen = Buffer.concat([seen, bytes]);
      const end = seen.indexOf('\r\n\r\n');
      if (end < 0 && seen.length <= HEAD_BYTES) return;
      settle();
      resolve({ head: seen.subarray(0, Math.max(end, 0)).toString('latin1'), rest: seen.subarray(end + 4) });
    };
    const closed = () => {
      settle();
      socket.destroy();
      reject(new Error('The machine’s own proxy gave no answer.'));
    };
    socket.on('data', more).once('close', closed).once('end', closed);
    if (signal.aborted) closed();
    else signal.addEventListener('abort', closed, { once: true });
  });
}
