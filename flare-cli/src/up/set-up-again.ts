// Owns running the manifest's setup in a session whose files changed, as the build did it.
import { randomBytes } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Client, components } from '@burstflare/sdk';
import { EXIT, Failure } from '../failures.ts';
import { logHints } from '../output/log-hints.ts';
import { LogText } from '../output/log-text.ts';
import { hasColor } from '../output/paint.ts';
import { asArgument, plain } from '../output/text.ts';
import { pipeTerminal } from '../terminal/pipe.ts';

type Session = components['schemas']['Session'];

const TAIL_LINES = 15;
const KEPT_CHARACTERS = 64 * 1024;

/** Shows on `to` what the setup prints, and keeps the end of it as plain text. */
export class SetupOutput extends Writable {
  text = '';
  readonly #kept = new LogText(false);
  readonly #shown: LogText;
  // A character may be torn apart between two chunks.
  readonly #decoder = new StringDecoder();

  constructor(private readonly to: NodeJS.WriteStream | undefined) {
    super();
    this.#shown = new LogText(to !== undefined && hasColor(to));
  }

  override _write(chunk: Buffer, _: unknown, done: () => void): void {
    const part = this.#decoder.write(chunk);
    this.text = (this.text + this.#kept.next(part)).slice(-KEPT_CHARACTERS);
    this.to?.write(this.#shown.next(part));
    done();
  }

  /** Once the setup has ended: its colours end with it. */
  endColors(): void {
    this.to?.write(this.#shown.end());
  }
}

/** Throws where it fails: the files are in place, and the next `flare up` runs it again. */
export async function setUpAgain(client: Client, session: Session, setup: string, quiet: boolean): Promise<void> {
  const output = new SetupOutput(quiet ? undefined : process.stderr);
  if (!quiet) process.stderr.write(`$ ${plain(setup)}\n`);
  const attached = { client, sessionId: session.id, terminalId: `setup-${randomBytes(6).toString('hex')}` };
  const end = await pipeTerminal(attached, { input: Readable.from([`cd /workspace && ${setup}\n`]), output }).finally(
    () => output.endColors(),
  );
  if (end.reason === 'failed') throw end.error ?? new Error('The setup ended without a reason');
  if (end.reason === 'exit' && (end.code ?? 0) === 0 && (end.signal ?? null) === null) return;
  const how =
    end.reason !== 'exit'
      ? 'was detached'
      : (end.signal ?? null) === null
        ? `ended with code ${end.code}`
        : `ended by signal ${end.signal}`;
  const tail = output.text.trimEnd().split('\n').slice(-TAIL_LINES);
  throw new Failure({
    code: 'setup_failed',
    title: `The setup ${how} in ${session.name}`,
    detail: [...tail, ...logHints(tail)].join('\n'),
    next: `The files are in place. Correct what failed and run this again, or look: flare session terminal ${asArgument(session.name)}`,
    exitCode: EXIT.failure,
  });
}
