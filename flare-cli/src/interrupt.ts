// Owns how a command ends early: Ctrl-C where the work that it waits for continues without it, and
// a reader that has gone.

import { plain } from './output/text.ts';

/** The exit code by which a shell reports a program that SIGINT ended. */
const INTERRUPTED = 130;

/** Runs `work`. Ctrl-C meanwhile prints `farewell` on stderr and ends the command. */
export async function interruptible<R>(farewell: string, work: () => Promise<R>): Promise<R> {
  const leave = () => {
    process.stderr.write(farewell === '' ? '' : `\n${plain(farewell)}\n`);
    process.exit(INTERRUPTED);
  };
  process.once('SIGINT', leave);
  try {
    return await work();
  } finally {
    process.off('SIGINT', leave);
  }
}

/** What is done once nobody reads what is printed; pipe.ts has more to do than to end. */
let leave = (): void => process.exit();

/**
 * Ends the command quietly once nobody reads what it prints, as `head` does after a few lines.
 * Programs get a signal for that; Node gets an error at the next write, which oclif swallows.
 */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: Error) => {
      if (!('code' in error) || error.code !== 'EPIPE') throw error;
      leave();
    });
  }
}

/** Puts `work` in the place of the end, once; returns how to take it away again. */
export function beforeReaderLeaves(work: () => void): () => void {
  const before = leave;
  let isDone = false;
  leave = () => {
    if (!isDone) work();
    isDone = true;
  };
  return () => {
    leave = before;
  };
}
