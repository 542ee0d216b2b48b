// Owns running a script in a session's shell: what standard input says goes in, what it prints
// comes out, and nothing else does.
import { randomBytes } from 'node:crypto';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { type LostInput, openTerminal, type TerminalConnection, type TerminalEnd } from '@burstflare/sdk';
import { EXIT, Failure } from '../failures.ts';
import { beforeReaderLeaves } from '../interrupt.ts';
import { BetweenMarks } from './between-marks.ts';
import { socketOpener } from '../connect/transport.ts';
import type { Attached } from './connection.ts';

const ENOUGH_WAITING_BYTES = 256 * 1024;
const LOOK_EVERY_MS = 20;
const COLUMNS = 200;
const ROWS = 50;
/** In base64 still well below 4095 bytes, which is what a terminal takes as one line. */
const LINE_BYTES = 2304;
const INPUT_OVER = '.\n';
const ALL_READ = '!\n';

/**
 * What is typed into the login shell. A terminal echoes, prompts, edits lines, ends input by a
 * control character and merges line ends, so the script itself gets pipes, as over ssh: its input
 * comes as lines of base64 up to a dot, and its output goes through `cat`. Whatever is still in
 * that pipe when the script has ended comes before the second mark; the shell waits until that was
 * read. A mark is typed in two parts, so that the echo of this line does not hold it.
 */
function preparation(begin: string, end: string): string {
  const print = (mark: string) => `printf %s%s ${mark.slice(0, 8)} ${mark.slice(8)}`;
  const input = `while IFS= read -r line && [ "$line" != . ]; do base64 -d <<<"$line"; done 2>/dev/null`;
  const script = `{ bash -s >&3 2>&3 3>&-; code=$?; ${print(end)} >&3; exit $code; } 2>/dev/null`;
  return [
    ' unset HISTFILE',
    'stty -echo -opost',
    print(begin),
    'exec 3> >(exec cat)',
    `${input} | ${script}`,
    'code=$?',
    'while IFS= read -r line && [ "$line" != ! ]; do :; done',
    'exit $code\n',
  ].join('; ');
}

export interface Pipes {
  input: Readable;
  output: Writable;
}

/**
 * For scripts: runs what comes in (standard input, if absent) in a shell of its own, and ends with
 * it.
 */
export async function pipeTerminal(
  { client, sessionId, terminalId }: Attached,
  { input: script, output }: Pipes = { input: process.stdin, output: process.stdout },
): Promise<TerminalEnd> {
  const { stderr } = process;
  const abort = new AbortController();
  const [begin, end] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
  const marks = new BetweenMarks(begin, end);
  const connect = await socketOpener(client);
  return new Promise((resolve, reject) => {
    let signal: number | null = null;
    const give = async () => {
      await feed(script, terminal, abort.signal);
      if (!marks.ended) terminal.write(INPUT_OVER);
    };
    const terminal = openTerminal({
      client,
      sessionId,
      terminalId,
      cols: COLUMNS,
      rows: ROWS,
      connect,
      onOutput: (bytes, shown) => {
        const { begun, ended } = marks;
        const printed = marks.read(bytes);
        if (!begun && marks.begun) {
          give().catch((error: unknown) => {
            if (!abort.signal.aborted) reject(error);
          });
        }
        output.write(printed, () => shown());
        if (ended || !marks.ended) return;
        terminal.write(INPUT_OVER + ALL_READ); // the script may have ended before its input
      },
      // A shell of its own has no screen to catch up with, unless it went on alone for too long.
      onSnapshot: () => {
        if (!marks.begun || marks.ended) return;
        reject(outputLost());
        hangUp();
      },
      onState: (state) => {
        if (state === 'reconnecting') stderr.write('[connection lost; trying again]\n');
      },
      onNewShell: (input) => {
        reject(shellLost(input));
        hangUp();
      },
      onEnd: (ending) => {
        abort.abort();
        process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
        stayWithReader();
        script.destroy();
        if (ending.reason === 'failed' && ending.input.lost > 0) stderr.write(`${inputFate(ending.input)}\n`);
        resolve(signal === null ? ending : { reason: 'exit', signal, input: ending.input });
      },
    });
    // Nobody else is attached to this shell: it must not outlive the command.
    const hangUp = () => {
      const params = { sessionId, terminalId };
      client.call('closeSessionTerminal', { params }).then(() => terminal.close(), reject);
    };
    const interrupted = (name: 'SIGINT' | 'SIGTERM') => {
      signal = constants.signals[name];
      hangUp();
    };
    process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
    const stayWithReader = beforeReaderLeaves(hangUp);
    terminal.write(preparation(begin, end));
  });
}

async function feed(script: Readable, terminal: TerminalConnection, ended: AbortSignal): Promise<void> {
  for await (const chunk of script) {
    const bytes = Buffer.from(chunk); // no encoding is set on it
    for (let start = 0; start < bytes.length; start += LINE_BYTES)
      terminal.write(`${bytes.subarray(start, start + LINE_BYTES).toString('base64')}\n`);
    while (terminal.waiting > ENOUGH_WAITING_BYTES && !ended.aborted) await pause(LOOK_EVERY_MS);
  }
}

// Not kept alive by it: once all else is done, the process may end.
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());

/** What is typed is base64: three bytes of input in four. */
const inputFate = ({ arrived, lost }: LostInput) =>
  `Of the input, about ${Math.floor((arrived * 3) / 4)} bytes have arrived; about ${Math.ceil((lost * 3) / 4)} that were sent have not.`;

const shellLost = (input: LostInput) =>
  new Failure({
    code: 'shell_lost',
    title: 'The shell ended while the connection was lost',
    detail: `${inputFate(input)} How the script ended is not known.`,
    next: 'Check in the session what was done, and run the rest again.',
    exitCode: EXIT.failure,
  });

const outputLost = () =>
  new Failure({
    code: 'output_lost',
    title: 'The connection was lost, and output of the script with it',
    detail: 'What came before is printed; how the script ended is not known.',
    next: 'Check in the session what was done, and run the rest again.',
    exitCode: EXIT.failure,
  });
