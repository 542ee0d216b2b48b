// A request as bytes on a socket, for what no client would send: half a body, a byte now and then,
// a head without an end.
import { connect, type NetConnectOpts, type Socket } from 'node:net';

export interface RawRequest {
  readonly socket: Socket;
  /** All that came until the other side closed. */
  readonly closed: Promise<string>;
}

export const sendRaw = (to: NetConnectOpts, head: readonly string[], body: string | Uint8Array = ''): RawRequest =>
  sendBytes(to, `${head.join('\r\n')}\r\n\r\n`, body);

export function sendBytes(to: NetConnectOpts, ...bytes: readonly (string | Uint8Array)[]): RawRequest {
  const socket = connect(to);
  for (const part of bytes) if (part.length > 0) socket.write(part);
  let received = '';
  socket.on('data', (part: Buffer) => (received += part.toString('latin1')));
  const closed = new Promise<string>((resolve) => {
    socket.on('error', () => undefined).on('close', () => resolve(received));
  });
  return { socket, closed };
}

/** The status and the body of an answer that came whole. */
export function readRaw(answer: string): { status: number; head: string; body: string } {
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body: rest.join('\r\n\r\n') };
}
