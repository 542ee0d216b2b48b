// Owns running the manifest's setup in a session whose files changed, as the build did it.
import { randomBytes } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import type { Client, components } from '@burstflare/sdk';
import { EXIT, Failure } from '../failures.ts';
import { logHints } from '../output/log-hints.ts';
import { LogText } from '../output/log-text.ts';
import { asArgument } from '../output/text.ts';
import { pipeTerminal } from '../terminal/pipe.ts';

type Session = components['schemas']['Session'];

const TAIL_LINES = 15;

/** Throws where it fails: the files are in place, and the next `flare up` runs it again. */
export async function setUpAgain(client: Client, session: Session, setup: string, quiet: boolean): Promise<void> {
  const log = new LogText(false);
  let text = '';
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      text += log.next(chunk.toString());
      if (!quiet) process.stderr.write(chunk);
      done();
    },
  });
  if (!quiet) process.stderr.write(`$ ${setup}\n`);
  const attached = { client, sessionId: session.id, terminalId: `setup-${randomBytes(6).toString('hex')}` };
  const end = await pipeTerminal(attached, { input: Readable.from([`cd /workspace && ${setup}\n`]), output });
  if (end.reason === 'failed') throw end.error ?? new Error('The setup ended without a reason');
  if (end.reason === 'exit' && (end.code ?? 0) === 0 && (end.signal ?? null) === null) return;
  const how =
    end.reason !== 'exit'
      ? 'was detached'
      : (end.signal ?? null) === null
        ? `ended with code ${end.code}`
        : `ended by signal ${end.signal}`;
  const tail = text.trimEnd().split('\n').slice(-TAIL_LINES);
  throw new Failure({
    code: 'setup_failed',
    title: `The setup ${how} in ${session.name}`,
    detail: [...tail, ...logHints(tail)].join('\n'),
    next: `The files are in place. Correct what failed and run this again, or look: flare session terminal ${asArgument(session.name)}`,
    exitCode: EXIT.failure,
  });
}
