// Owns what both ways into a terminal connect by: whose terminal, and its WebSocket on Node. That
// is `ws`, because Node 20 has none of its own, and a browser's cannot send headers.
import type { Client, Socket } from '@burstflare/sdk';
import { WebSocket } from 'ws';

export interface Attached {
  client: Client;
  sessionId: string;
  terminalId: string;
}

const KEEP_ALIVE_MS = 15_000;

export function nodeSocket(url: string, headers: Record<string, string>): Socket {
  const socket = new WebSocket(url, { headers, perMessageDeflate: false, handshakeTimeout: 30_000 });
  // A laptop that slept finds its connection gone only if something is sent; the system's own
  // probes do that.
  socket.on('upgrade', (response) => response.socket.setKeepAlive(true, KEEP_ALIVE_MS));
  return socket as unknown as Socket; // it has these fields, with event types of its own
}
