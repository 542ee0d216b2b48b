// Owns Ctrl-C where the work that a command waits for continues without it.

/** The exit code by which a shell reports a program that SIGINT ended. */
const INTERRUPTED = 130;

/** Runs `work`. Ctrl-C meanwhile prints `farewell` on stderr and ends the command. */
export async function interruptible<R>(farewell: string, work: () => Promise<R>): Promise<R> {
  const leave = () => {
    process.stderr.write(farewell === '' ? '' : `\n${farewell}\n`);
    process.exit(INTERRUPTED);
  };
  process.once('SIGINT', leave);
  try {
    return await work();
  } finally {
    process.off('SIGINT', leave);
  }
}

/**
 * Ends the command quietly once nobody reads its output any more, as `head` does after a few lines.
 */
export function endWithReader(): void {
  process.stdout.on('error', (error: Error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
