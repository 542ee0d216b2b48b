// Owns asking people for a line, a secret or a yes. Questions go to stderr: scripts read stdout.
import { createInterface } from 'node:readline/promises';
import { usageFailure } from './failures.ts';
import { plain } from './output/text.ts';

/** Whether a person can be asked. */
export const isInteractive = () => process.stdin.isTTY === true && process.stderr.isTTY === true;

export async function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(question)).trim();
  } finally {
    lines.close();
  }
}

export async function askYes(question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await askLine(`${plain(question)} [y/N] `));
}

/** Shows nothing of what is typed. */
export async function askSecret(question: string): Promise<string> {
  const { stdin, stderr } = process;
  // Before the question: a person who types at once must not see the terminal's own echo.
  stdin.setRawMode(true);
  stderr.write(question);
  stdin.resume();
  try {
    return await typedLine();
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

// By events: iterating over stdin would close it, and a second question could not be asked.
function typedLine(): Promise<string> {
  return new Promise((resolve) => {
    let secret = '';
    const typed = (chunk: Buffer) => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\u0003') process.exit(130); // Ctrl-C, as the shell counts it
        if (character === '\r' || character === '\n' || character === '\u0004') return done();
        secret = character === '\u007F' || character === '\b' ? secret.slice(0, -1) : secret + character;
      }
    };
    const done = () => {
      process.stdin.off('data', typed).off('end', done);
      resolve(secret);
    };
    process.stdin.on('data', typed).on('end', done);
  });
}

/** All of stdin, without the line end that `echo` adds. */
export async function readSecretFromStdin(flag: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const secret = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
  if (secret === '') throw usageFailure(`${flag} received nothing on standard input`, 'Pipe the password in.');
  return secret;
}
