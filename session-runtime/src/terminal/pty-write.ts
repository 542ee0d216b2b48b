// Owns writing to a PTY without waiting for it. node-pty's own write goes through libuv, which
// cannot poll the master's end and waits within the call until the shell reads: one shell that
// reads nothing would stop the whole runtime, its health and everybody else's terminals.
import { writeSync } from 'node:fs';
import type { IPty } from '@lydell/node-pty';
import type { Write } from './input.ts';

export function ptyWrite(pty: IPty): Write {
  // The declaration leaves both out; the class on Linux has them. The descriptor is non-blocking
  // from the fork on.
  const { fd, _socket: socket } = pty as unknown as { fd: number; _socket: { destroyed: boolean } };
  return (bytes, start) => {
    // The descriptor's number is another file's as soon as this one is closed.
    if (socket.destroyed) return bytes.length - start;
    try {
      return writeSync(fd, bytes, start);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException; // what writeSync throws
      if (code === 'EAGAIN') return 0;
      // EIO: the shell is gone, and its exit follows.
      if (code === 'EIO' || code === 'EBADF') return bytes.length - start;
      throw error;
    }
  };
}
