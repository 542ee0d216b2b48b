// A stream on a socket of its own: as a client that reads when the test wants it, and that sees how
// the connection ends.
import { connect, type Socket } from 'node:net';
import { HttpClient } from '../../support/http.ts';
import { type AuthResult, expectStatus, type Person } from '../../support/people.ts';

export interface RawStream {
  readonly socket: Socket;
  readonly status: () => number;
  /** All that came, the head included. */
  readonly text: () => string;
  readonly isClosed: () => boolean;
}

export function openRaw(port: number, path: string, token: string): RawStream {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  let closed = false;
  socket.setEncoding('utf8');
  socket.on('data', (part: string) => (text += part));
  socket.on('error', () => undefined).on('close', () => (closed = true));
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  const status = () => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0);
  return { socket, status, text: () => text, isClosed: () => closed };
}

/** Another sign-in of the same person. */
export async function signInAgain(url: string, { email, password }: Person): Promise<Required<AuthResult>['tokens']> {
  const reply = await new HttpClient(url).post('/api/auth/login', { json: { email, password } });
  return expectStatus(reply, 200).json<Required<AuthResult>>().tokens;
}
