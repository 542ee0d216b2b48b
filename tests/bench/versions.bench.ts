// Whether a change made starts slower: the process host of this tree against that of an earlier commit, in turn within one run.
//   BENCH_BASE=<commit> npm run bench -- versions
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { type Bench, figuresOf, measureInTurn, milliseconds, printFigures, printTarget } from './figures.ts';

const root = join(import.meta.dirname, '../..');
/** The last commit in which sessions shared the machine's network. */
const base = process.env.BENCH_BASE ?? '993fd54';
const rounds = 30;
const targetMs = 15;
const secret = 'a secret of the bench alone';

interface Builder {
  buildRuntime(outDir: string): Promise<void>;
  buildHost(outDir: string): Promise<void>;
}

export const bench: Bench = {
  title: `versions: starts of this tree's process host and of ${base}'s`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'burstflare-versions-'));
    const daemons: Daemon[] = [];
    try {
      for (const [name, source] of [
        ['now', root],
        ['base', checkOut(folder)],
      ] as const) {
        // both have this one file at this place, with these two functions
        const builder = (await import(pathToFileURL(join(source, 'session-runtime/build.ts')).href)) as Builder;
        await builder.buildRuntime(join(folder, name, 'runtime'));
        await builder.buildHost(join(folder, name, 'host'));
        daemons.push(await Daemon.start(join(folder, name)));
      }
      const [now, before] = daemons;
      if (now === undefined || before === undefined) throw new Error('Two daemons were started.');
      const samples = await measureInTurn(
        { 'this tree': () => now.timedStart(), [base]: () => before.timedStart() },
        { rounds, warmups: 3 },
      );
      console.log(`\nPUT → runtime healthy, ${rounds} starts each, in turn`);
      printFigures(samples, { baseline: base });
      const middle = (name: string) => figuresOf(samples[name] ?? []).p50;
      printTarget(
        'p50, this tree beyond the earlier one',
        middle('this tree') - middle(base),
        { atMost: targetMs },
        ' ms',
      );
    } finally {
      for (const daemon of daemons) await daemon.end();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** The earlier commit's runtime and host, beside this tree's dependencies. */
function checkOut(folder: string): string {
  const source = join(folder, 'source');
  mkdirSync(source);
  const archive = execFileSync('git', ['-C', root, 'archive', base], { maxBuffer: 2 ** 28 });
  execFileSync('tar', ['-x', '-C', source], { input: archive });
  // its libraries are not this tree's
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: source, stdio: 'ignore' });
  return source;
}

class Daemon {
  #started = 0;

  private constructor(
    readonly url: string,
    readonly end: () => Promise<void>,
  ) {}

  static async start(folder: string): Promise<Daemon> {
    const child = spawn(process.execPath, [join(folder, 'host/daemon.mjs')], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, HOST_PORT: '0', HOST_SECRET: secret, HOST_DATA_DIR: join(folder, 'data') },
    });
    const end = async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    };
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    // the daemon's one line of protocol
    const { port } = JSON.parse(line) as { port: number };
    return new Daemon(`http://127.0.0.1:${port}`, end);
  }

  async timedStart(): Promise<number> {
    const id = `ses-${(this.#started += 1)}`;
    const took = await milliseconds(() => this.#call('PUT', id, { instanceId: id }));
    await this.#call('POST', `${id}/stop`, { instanceId: id, graceSeconds: 5 });
    return took;
  }

  async #call(method: string, path: string, body: unknown): Promise<void> {
    const headers = { 'x-burstflare-host-secret': secret, 'content-type': 'application/json' };
    const answer = await fetch(`${this.url}/instances/${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  }
}
