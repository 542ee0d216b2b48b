// Owns attaching this terminal to a session's: raw keys in, bytes out, size changes, escapes, and
// what is said when the connection is lost.
import { spawnSync } from 'node:child_process';
import { openTerminal, type TerminalEnd } from '@burstflare/sdk';
import { EscapeReader } from './escape.ts';
import { socketOpener } from '../connect/transport.ts';
import type { Attached } from './connection.ts';

const ESCAPES = '\r\nAt the start of a line:  ~.  detach    ~?  this help    ~~  a tilde\r\n';
/** More of what is typed or pasted waits where it comes from. */
const ENOUGH_WAITING_BYTES = 1024 * 1024;
const LOOK_EVERY_MS = 20;
const CLEAR = '\u001B[0m\u001B[H\u001B[2J\u001B[3J';
/**
 * What a full-screen program that continues without us has switched: other screen, mouse, pasting,
 * hidden cursor, colours.
 */
const LEAVE = '\u001B[?1049l\u001B[?1000;1002;1003;1006l\u001B[?2004l\u001B[?25h\u001B[0m\r\n';

/**
 * For people: stdin and stdout are terminals. Resolves when the shell has ended or the person has
 * detached.
 */
export async function attachTerminal({ client, sessionId, terminalId }: Attached): Promise<TerminalEnd> {
  const { stdin, stdout, stderr } = process;
  const escapes = new EscapeReader();
  const connect = await socketOpener(client);
  return new Promise((resolve) => {
    const terminal = openTerminal({
      client,
      sessionId,
      terminalId,
      cols: stdout.columns,
      rows: stdout.rows,
      connect,
      onOutput: (bytes, shown) => stdout.write(bytes, () => shown()),
      onSnapshot: (text) => stdout.write(CLEAR + text),
      onState: (state) => {
        if (state === 'reconnecting') stderr.write('\r\n[connection lost; trying again, ~. gives up]\r\n');
      },
      onNewShell: ({ arrived, lost }) => {
        stderr.write('\r\n[the shell ended while the connection was lost; this is a new one]\r\n');
        if (lost > 0) stderr.write(`[of your input, ${arrived} bytes arrived and ${lost} did not]\r\n`);
      },
      onEnd: (end) => {
        stop();
        if (end.reason !== 'exit') stdout.write(LEAVE);
        resolve(end);
      },
    });
    const typed = (chunk: Buffer) => {
      const { forShell, escape } = escapes.read(chunk);
      // Read bit by bit, what was typed never comes near the most that the connection keeps.
      if (forShell.length > 0) terminal.write(forShell);
      if (terminal.waiting > ENOUGH_WAITING_BYTES) waitForShell();
      if (escape === 'detach') terminal.close();
      if (escape === 'help') stderr.write(ESCAPES);
    };
    let looking: NodeJS.Timeout | undefined;
    const waitForShell = () => {
      stdin.pause();
      looking = setTimeout(() => {
        if (terminal.waiting > ENOUGH_WAITING_BYTES) waitForShell();
        else stdin.resume();
      }, LOOK_EVERY_MS);
    };
    const resized = () => terminal.resize(stdout.columns, stdout.rows);
    const ended = () => terminal.close();
    function stop() {
      clearTimeout(looking);
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
 * Node's raw mode still turns each line feed into a new line, and a program that moves its cursor
 * down with one would draw over itself. Leaving raw mode restores what was before. Windows has no
 * stty, and no such translation.
 */
function passLineEnds(): void {
  spawnSync('stty', ['-opost'], { stdio: ['inherit', 'ignore', 'ignore'] });
}
