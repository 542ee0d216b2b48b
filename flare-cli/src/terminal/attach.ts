// Owns attaching this terminal to a session's: raw keys in, bytes out, size changes, escapes, and what is said when the connection is lost.
import { spawnSync } from 'node:child_process';
import { type Client, openTerminal, type TerminalConnection, type TerminalEnd } from '@burstflare/sdk';
import { EscapeReader } from './escape.ts';
import { nodeSocket } from './node-socket.ts';

interface Options {
  client: Client;
  sessionId: string;
  terminalId: string;
}

const ESCAPES = '\r\nAt the start of a line:  ~.  detach    ~?  this help    ~~  a tilde\r\n';
const CLEAR = '\u001B[0m\u001B[H\u001B[2J\u001B[3J';
/** What a full-screen program that goes on without us has switched: other screen, mouse, pasting, hidden cursor, colours. */
const LEAVE = '\u001B[?1049l\u001B[?1000;1002;1003;1006l\u001B[?2004l\u001B[?25h\u001B[0m\r\n';

/** For people: stdin and stdout are terminals. Resolves when the shell has ended or the person has detached. */
export async function attachTerminal({ client, sessionId, terminalId }: Options): Promise<TerminalEnd> {
  const { stdin, stdout, stderr } = process;
  const escapes = new EscapeReader();
  return new Promise((resolve) => {
    const terminal = openTerminal({
      client,
      sessionId,
      terminalId,
      cols: stdout.columns,
      rows: stdout.rows,
      connect: nodeSocket,
      onOutput: (bytes, shown) => stdout.write(bytes, () => shown()),
      onSnapshot: (text) => stdout.write(CLEAR + text),
      onState: (state) => {
        if (state === 'reconnecting') stderr.write('\r\n[connection lost; trying again, ~. gives up]\r\n');
      },
      onEnd: (end) => {
        stop();
        if (end.reason !== 'exit') stdout.write(LEAVE);
        resolve(end);
      },
    });
    const typed = (chunk: Buffer) => {
      const { forShell, escape } = escapes.read(chunk);
      if (forShell.length > 0) terminal.write(forShell);
      if (escape === 'detach') terminal.close();
      if (escape === 'help') stderr.write(ESCAPES);
    };
    const resized = () => terminal.resize(stdout.columns, stdout.rows);
    const ended = () => terminal.close();
    function stop() {
      stdin.off('data', typed).off('end', ended);
      stdin.setRawMode(false);
      stdin.pause();
      stdout.off('resize', resized);
      process.off('SIGTERM', ended).off('SIGHUP', ended);
    }
    stdin.setRawMode(true);
    passLineEnds();
    stdin.on('data', typed).on('end', ended).resume();
    stdout.on('resize', resized);
    process.on('SIGTERM', ended).on('SIGHUP', ended);
  });
}

/**
 * Node's raw mode still turns each line feed into a new line, and a program that moves its cursor down with one would draw over itself.
 * Leaving raw mode restores what was before. Windows has no stty, and no such translation.
 */
function passLineEnds(): void {
  spawnSync('stty', ['-opost'], { stdio: ['inherit', 'ignore', 'ignore'] });
}

const ENOUGH_UNSENT_BYTES = 256 * 1024;
const LOOK_EVERY_MS = 20;
const END_EVERY_MS = 1000;
const PIPE_COLUMNS = 200;
const PIPE_ROWS = 50;

/**
 * For scripts: runs what standard input says in a shell of its own, and ends with it. At the input's end the shell is told to exit; what
 * reads in its place then gets Ctrl-D, each second, until the shell is reached.
 */
export async function pipeTerminal({ client, sessionId, terminalId }: Options): Promise<TerminalEnd> {
  const { stdout, stderr } = process;
  const abort = new AbortController();
  return new Promise((resolve, reject) => {
    const terminal = openTerminal({
      client,
      sessionId,
      terminalId,
      cols: PIPE_COLUMNS,
      rows: PIPE_ROWS,
      connect: nodeSocket,
      onOutput: (bytes, shown) => stdout.write(bytes, () => shown()),
      onSnapshot: (text) => stdout.write(text),
      onState: (state) => {
        if (state === 'reconnecting') stderr.write('[connection lost; trying again]\n');
      },
      onEnd: (end) => {
        abort.abort();
        process.off('SIGINT', hangUp).off('SIGTERM', hangUp);
        process.stdin.destroy();
        resolve(end);
      },
    });
    // Nobody else is attached to this shell: it must not outlive the command.
    const hangUp = () => {
      const params = { sessionId, terminalId };
      client.call('closeSessionTerminal', { params }).then(() => terminal.close(), reject);
    };
    process.on('SIGINT', hangUp).on('SIGTERM', hangUp);
    feed(terminal, abort.signal).catch((error: unknown) => {
      if (!abort.signal.aborted) reject(error);
    });
  });
}

async function feed(terminal: TerminalConnection, ended: AbortSignal): Promise<void> {
  let last: number | undefined;
  for await (const chunk of process.stdin) {
    const bytes: Buffer = chunk; // stdin has no encoding set
    terminal.write(bytes);
    last = bytes.at(-1) ?? last;
    while (terminal.unsent > ENOUGH_UNSENT_BYTES && !ended.aborted) await pause(LOOK_EVERY_MS);
  }
  terminal.write(last === undefined || last === 0x0a ? 'exit\n' : '\nexit\n');
  while (!ended.aborted) {
    await pause(END_EVERY_MS);
    terminal.write('\u0004');
  }
}

// Not kept alive by it: once all else is done, the process may end.
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
