// Runs the real, bundled CLI as a person or a script would: with a configuration of its own, over
// pipes or on a terminal.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn as spawnOnTerminal } from '@lydell/node-pty';
import { expect, onTestFinished, vi } from 'vitest';
import { newEmail } from '../../support/people.ts';

const bin = fileURLToPath(new URL('../../../flare-cli/bin/flare.mjs', import.meta.url));

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Screen {
  /** All that was printed, without escape sequences. */
  readonly text: string;
  write(keys: string): void;
  resize(cols: number, rows: number): void;
  /** Waits until this was printed after the last match. */
  sees(pattern: RegExp): Promise<RegExpExecArray>;
  readonly exited: Promise<number>;
}

export class Flare {
  readonly folder = mkdtempSync(join(tmpdir(), 'flare-test-'));
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  get config(): string {
    return join(this.folder, 'config.json');
  }

  readConfig() {
    return JSON.parse(readFileSync(this.config, 'utf8')) as {
      profiles: Record<string, { tokens: { accessToken: string; refreshToken: string } }>;
    };
  }

  /**
   * As if an hour had passed: the deployment does not know the access token, the refresh token is
   * good.
   */
  expireAccessToken(): void {
    const config = this.readConfig();
    for (const { tokens } of Object.values(config.profiles)) tokens.accessToken = `bfa_${'x'.repeat(43)}`;
    writeFileSync(this.config, JSON.stringify(config));
  }

  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  run(
    args: string[],
    { input = '', env = {} }: { input?: string | Buffer; env?: Record<string, string> } = {},
  ): Promise<Run> {
    return this.start(args, input, env).done;
  }

  /** For a command that is watched while it runs. */
  start(args: string[], input: string | Buffer, env: Record<string, string> = {}) {
    const child = spawn(process.execPath, [bin, ...args], { env: { ...this.#env, ...env } });
    const out = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
    child.stdin.on('error', () => {}); // a command that reads nothing may be gone before the input
    child.stdin.end(input);
    const done = new Promise<Run>((resolve) => child.once('close', (code) => resolve({ code, ...out })));
    const prints = (text: string | RegExp) =>
      vi.waitFor(
        () => (text instanceof RegExp ? expect(out.stdout).toMatch(text) : expect(out.stdout).toContain(text)),
        { timeout: 15_000 },
      );
    return { child, done, prints };
  }

  /** For what must work: answers the parsed JSON, or fails with what the command said. */
  async json<T>(args: string[], options?: { input?: string }): Promise<T> {
    const { code, stdout, stderr } = await this.run([...args, '--json'], options);
    if (code !== 0) throw new Error(`flare ${args.join(' ')} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  /**
   * Signs up somebody new. The machine is one address to the platform, which lets so many at a time
   * sign in: its turn comes.
   */
  async signUp(): Promise<void> {
    const args = ['auth', 'register', '--email', newEmail(), '--password-stdin', '--json'];
    for (;;) {
      const { code, stderr } = await this.run(args, { input: 'correct horse battery' });
      if (code === 0) return;
      const [, seconds] = /"sign_in_busy".*Try again in (\d+) seconds/.exec(stderr) ?? [];
      if (seconds === undefined) throw new Error(`flare auth register ended with ${code}: ${stderr}`);
      await delay(Number(seconds) * 1000);
    }
  }

  /** On a terminal, until the test ends. */
  onTerminal(args: string[]): Screen {
    const terminal = spawnOnTerminal(process.execPath, [bin, ...args], { cols: 100, rows: 30, env: this.#env });
    let printed = '';
    let seen = 0;
    let over = false;
    terminal.onData((text) => (printed += text));
    const exited = new Promise<number>((resolve) =>
      terminal.onExit(({ exitCode }) => {
        over = true;
        resolve(exitCode);
      }),
    );
    onTestFinished(() => {
      if (!over) terminal.kill('SIGKILL');
    });
    // oxlint-disable-next-line no-control-regex -- escape sequences are what is taken out
    const text = () => printed.replace(/\u001B(\[[0-9;?]*[A-Za-z]|\][^\u0007]*\u0007|[=>c])/g, '');
    return {
      get text() {
        return text();
      },
      write: (keys) => terminal.write(keys),
      resize: (cols, rows) => terminal.resize(cols, rows),
      sees: (pattern) =>
        vi.waitFor(
          () => {
            const match = pattern.exec(text().slice(seen));
            if (match === null) throw new Error(`${pattern} is not on the screen:\n${text().slice(seen)}`);
            seen += match.index + match[0].length;
            return match;
          },
          { timeout: 15_000, interval: 20 },
        ),
      exited,
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #env(): Record<string, string> {
    const { PATH = '', HOME = '' } = process.env;
    return { PATH, HOME, TERM: 'xterm-256color', FLARE_CONFIG: this.config, FLARE_API_URL: this.url };
  }
}
