// Owns the way to a deployment: straight, by a name below .localhost, or through a proxy. What the
// last one needs is loaded where it is.
import { type Client, type ClientOptions, createClient, type Fetch, type Socket } from '@burstflare/sdk';
import { findLoopbackNames, isLoopbackName } from './loopback-names.ts';
import { proxyFor } from './proxy.ts';

/** A client that finds its way. */
export function connectedClient(options: Omit<ClientOptions, 'fetch'>): Client {
  const { baseUrl } = options;
  if (isLoopbackName(new URL(baseUrl).hostname)) findLoopbackNames();
  const proxy = proxyFor(baseUrl);
  if (proxy === undefined) return createClient(options);
  let send: Fetch | undefined;
  return createClient({
    ...options,
    fetch: async (request) => {
      send ??= (await import('./proxied-fetch.ts')).proxiedFetch(proxy);
      return send(request);
    },
  });
}

const KEEP_ALIVE_MS = 15_000;

/**
 * What opens WebSockets of a client: `ws`, because Node 20 has none of its own, and a browser's
 * cannot send headers.
 */
export async function socketOpener({
  baseUrl,
}: Client): Promise<(url: string, headers: Record<string, string>) => Socket> {
  const proxy = proxyFor(baseUrl);
  const { WebSocket } = await import('ws');
  const agent = proxy && new (await import('https-proxy-agent')).HttpsProxyAgent(proxy.url);
  return (url, headers) => {
    const socket = new WebSocket(url, {
      headers,
      perMessageDeflate: false,
      handshakeTimeout: 30_000,
      ...(agent && { agent }),
    });
    // A laptop that slept finds its connection gone only if something is sent; the system's own
    // probes do that.
    socket.on('upgrade', (response) => response.socket.setKeepAlive(true, KEEP_ALIVE_MS));
    return socket as unknown as Socket; // it has these fields, with event types of its own
  };
}
