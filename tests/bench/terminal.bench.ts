// Terminal and preview, hop by hop: what the host and the gateway add to the runtime's own socket,
// and all of them to the app itself.
import { spawn } from 'node:child_process';
import { createSession, makeReleased, start } from '../integration/sessions/made-session.ts';
import { CookieJar } from '../support/cookies.ts';
import { HttpClient } from '../support/http.ts';
import { expectStatus, type Person, registerPerson } from '../support/people.ts';
import type { TestPlatform } from '../support/platform.ts';
import { freePort } from '../support/free-port.ts';
import { appAnswers, appSource, portOpen } from './app.ts';
import { type Bench, measureInTurn, printFigures, printShares, figuresOf } from './figures.ts';
import { type Hop, hostHop, runtimeHop } from './hops.ts';
import { type LoadResult, putLoad } from './load.ts';
import { TerminalClient } from './terminal-client.ts';

const keystrokes = 800;
const outputBytes = 100_000_000;
const outputRounds = 2;
const previewRounds = 3;

export const bench: Bench = {
  title:
    'terminal: echo and 100 MB of output through the gateway, against the runtime’s own socket; previews, hop by hop',
  async run(platform) {
    const ada = await registerPerson(platform.url);
    const port = await freePort();
    const env = { APP: appSource, PORT: String(port) };
    const command = 'node --input-type=module -e "$APP"';
    const { template } = await makeReleased(ada.http, {
      image: 'burstflare/base',
      start: command,
      ports: [{ number: port }],
      env,
    });
    const { id } = await createSession(ada.http, template.id);
    await start(ada.http, id);
    const hops = {
      gateway: {
        at: { port: platform.port },
        prefix: `/runtime/sessions/${id}`,
        headers: { authorization: `Bearer ${ada.token}` },
      },
      host: hostHop(platform, id),
      runtime: runtimeHop(platform, id),
    };
    await appAnswers(() => hops.runtime, port);
    await echo(hops);
    await output(hops);
    // The app in the session is out of this machine's reach: the same one stands for it outside.
    const outside = spawn(process.execPath, ['--input-type=module', '-e', appSource], {
      stdio: 'inherit',
      env: { PATH: process.env.PATH, PORT: String(port) },
    });
    try {
      await portOpen(port);
      await previews(platform, ada, { id, port, hops });
    } finally {
      outside.kill();
    }
  },
};

type Hops = Record<'gateway' | 'host' | 'runtime', Hop>;

/** A shell that has come to its prompt. */
async function attach(hop: Hop, terminalId: string): Promise<TerminalClient> {
  const client = await TerminalClient.attach(hop, `/terminal?terminalId=${terminalId}&cols=120&rows=30`);
  client.type("printf '%s%s' REA DY\n");
  await client.until('READY');
  return client;
}

async function echo(hops: Hops): Promise<void> {
  const key = async (name: keyof Hops) => {
    const client = await attach(hops[name], `echo-${name}`);
    // the terminal's own echo: nothing of the session but the PTY answers
    client.type("stty -icanon; printf '%s%s' TY PE; cat > /dev/null\n");
    await client.until('TYPE');
    let count = 0;
    const press = async () => {
      const letter = 'abcdefghij'[count++ % 10] ?? '';
      client.forget();
      const pressed = performance.now();
      client.type(letter);
      await client.until(letter);
      return performance.now() - pressed;
    };
    return { press, client };
  };
  const [gateway, host, runtime] = [await key('gateway'), await key('host'), await key('runtime')];
  const samples = await measureInTurn(
    { gateway: gateway.press, host: host.press, 'runtime’s own socket': runtime.press },
    { rounds: keystrokes, warmups: 50 },
  );
  console.log(`\nEcho of one key, ${keystrokes} in turn`);
  printFigures(samples, { baseline: 'runtime’s own socket' });
  for (const { client } of [gateway, host, runtime]) await client.close();
}

async function output(hops: Hops): Promise<void> {
  const flood = (name: keyof Hops) => async () => {
    const client = await attach(hops[name], `output-${name}`);
    client.forget();
    const began = performance.now();
    const line = 'a line of text as a build prints them, seventy characters of it or so';
    client.type(`stty -opost; yes '${line}' | head -c ${outputBytes}; printf '%s%s' DO NE\n`);
    await client.until('DONE');
    const seconds = (performance.now() - began) / 1000;
    if (client.received < outputBytes) throw new Error(`Only ${client.received} bytes came.`);
    await client.close();
    return client.received / 1e6 / seconds;
  };
  const samples = await measureInTurn(
    { gateway: flood('gateway'), host: flood('host'), 'runtime’s own socket': flood('runtime') },
    { rounds: outputRounds, warmups: 0 },
  );
  console.log(`\n${outputBytes / 1e6} MB of output, to a client that takes all of it`);
  printFigures(samples, { unit: 'MB/s', baseline: 'runtime’s own socket' });
}

async function previews(
  platform: TestPlatform,
  { http }: Person,
  { id, port, hops }: { id: string; port: number; hops: Hops },
): Promise<void> {
  const { host, cookie } = await openPreview(http, id, port);
  const seen: Record<string, LoadResult[]> = {};
  const load =
    (name: string, { at, prefix, headers }: Hop) =>
    async () => {
      const result = await putLoad({ at, path: `${prefix}/`, headers, seconds: 1.5 });
      (seen[name] ??= []).push(result);
      return result.perSecond;
    };
  const within = (hop: Hop): Hop => ({ ...hop, prefix: `${hop.prefix}/preview/${port}` });
  const samples = await measureInTurn(
    {
      gateway: load('gateway', { at: { port: platform.port }, prefix: '', headers: { host, cookie } }),
      host: load('host', within(hops.host)),
      runtime: load('runtime', within(hops.runtime)),
      'app itself': load('app itself', { at: { port }, prefix: '', headers: {} }),
    },
    { rounds: previewRounds },
  );
  console.log('\nPreview of a page of 1.9 KB, 16 connections');
  printFigures(samples, { unit: 'req/s', baseline: 'app itself' });
  console.log('What each hop adds to a request under that load');
  printShares(
    Object.fromEntries(
      Object.entries(seen).map(([name, all]) => {
        const last = all.slice(-previewRounds);
        return [
          name,
          { 'p50 ms': figuresOf(last.map(({ p50 }) => p50)).p50, 'p99 ms': figuresOf(last.map(({ p99 }) => p99)).p50 },
        ];
      }),
    ),
  );
}

/** As a browser gets in: by a ticket, which becomes a cookie. */
async function openPreview(
  http: HttpClient,
  sessionId: string,
  port: number,
): Promise<{ host: string; cookie: string }> {
  const reply = await http.get(`/runtime/sessions/${sessionId}/preview?port=${port}`);
  const { origin, host, pathname, search } = new URL(expectStatus(reply, 200).json<{ signInUrl: string }>().signInUrl);
  const jar = new CookieJar();
  expectStatus(await new HttpClient(origin, { jar }).get(pathname + search), 302);
  return { host, cookie: jar.header(new URL(origin)) };
}
