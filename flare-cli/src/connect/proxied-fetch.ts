// Owns requests through a proxy. Node's own fetch has no proxy before Node 24, so this is undici's,
// in a chunk that is loaded where a proxy is set.
import { ConnectionError, type Fetch } from '@burstflare/sdk';
import { fetch as undiciFetch, ProxyAgent } from 'undici';
import type { Proxy } from './proxy.ts';

const REFUSED = /^Proxy response \((\d+)\)/;

export function proxiedFetch({ url, shown, variable }: Proxy): Fetch {
  const dispatcher = new ProxyAgent(url.href);
  return async (request) => {
    const { method, signal, redirect } = request;
    const headers = Object.fromEntries(request.headers);
    // undici knows no Request but its own. A body whose length is said is streamed as it comes;
    // any other is small, and sent with its length, which the deployment asks for.
    const body = headers['content-length'] === undefined ? await request.arrayBuffer() : request.body;
    const hasBody = body !== null && !(body instanceof ArrayBuffer && body.byteLength === 0);
    try {
      const response = await undiciFetch(request.url, {
        ...{ method, signal, redirect, dispatcher, headers },
        ...(hasBody && { body, duplex: 'half' as const }),
      });
      return response as unknown as Response; // undici's class of the same form
    } catch (error) {
      if (signal.aborted) throw error;
      const status = refusalOf(error);
      const reason =
        status === undefined ? new ConnectionError(request.url, error).reason : `it refused with ${status}`;
      // Not with `error` for its cause: the SDK would read the reason off that, without the proxy.
      // oxlint-disable-next-line preserve-caught-error
      throw new TypeError('fetch failed', {
        cause: new Error(
          `through the proxy ${shown} that ${variable} names: ${reason}. NO_PROXY names hosts that need none.`,
        ),
      });
    }
  };
}

function refusalOf(thrown: unknown): string | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const [, status] = REFUSED.exec(error.message) ?? [];
    if (status !== undefined) return status;
  }
  return undefined;
}
