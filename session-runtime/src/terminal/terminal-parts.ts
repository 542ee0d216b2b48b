// Owns what is loaded for a session's first terminal: WebSockets, and the PTY with its native code.
import { WebSocketServer } from 'ws';
import { Terminal } from './terminal.ts';

const MESSAGE_BYTES = 1024 * 1024;

export interface TerminalParts {
  sockets: WebSocketServer;
  Terminal: typeof Terminal;
}

export const loadParts = (): TerminalParts => ({
  sockets: new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES, perMessageDeflate: false }),
  Terminal,
});
