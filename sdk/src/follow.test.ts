// Following along against a real server that does to its streams whatever networks and deployments
// do.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import { createClient } from './client.ts';
import { memoryTokenStore } from './credentials.ts';
import { ConnectionError } from './errors.ts';
import { type AnyEvent, follow, type FollowOptions, type OpenStream } from './follow.ts';
import { tokens } from './testing/deployment.ts';

setFlagsFromString('--expose-gc');

type Serve = (response: ServerResponse, headers: IncomingHttpHeaders, connection: number) => void | Promise<void>;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Answers each connection as the test says, the first one with number 1. */
async function serve(answer: Serve) {
  const seen: IncomingHttpHeaders[] = [];
  const paths: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    paths.push(request.url ?? '');
    request.resume();
    void answer(response, request.headers, seen.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${port}`, seen, paths };
}

const begin = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });
const frame = (id: number, data: unknown, event = 'template') =>
  `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
const written = (response: ServerResponse, bytes: string | Uint8Array) =>
  new Promise<void>((resolve) => response.write(bytes, () => resolve()));

function problem(response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
  response.end(JSON.stringify({ type: '/docs', status, code, title: code, detail: code, requestId: 'req-1' }));
}

/**
 * Silence is long, so that a busy machine is not taken for it; where it is what is tested, it is
 * short.
 */
const times = { silenceMs: 10_000, delaysMs: [1, 5] };
const impatient = { ...times, silenceMs: 300 };

const opener =
  (url: string): OpenStream =>
  async (headers, signal) => {
    const response = await fetch(url, { headers, signal }).catch((error: unknown) => {
      throw new ConnectionError(url, error);
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response;
  };

/** Reads until as many events came as are wanted. */
async function read(url: string, count: number, options: FollowOptions = {}, given = times): Promise<AnyEvent[]> {
  const events: AnyEvent[] = [];
  for await (const event of follow(opener(url), options, given)) {
    events.push(event);
    if (events.length === count) break;
  }
  return events;
}

test('a cut in the middle of an event loses nothing and gives nothing twice', async () => {
  let cut = () => {};
  const isRead = new Promise<void>((resolve) => (cut = resolve));
  const { url, seen } = await serve(async (response, headers, connection) => {
    begin(response);
    if (connection === 1) {
      await written(response, frame(1, 'one') + frame(2, 'two').slice(0, 30));
      await isRead;
      response.destroy();
    } else {
      const from = Number(headers['last-event-id'] ?? 0);
      const rest = [1, 2, 3].filter((id) => id > from);
      response.write(rest.map((id) => frame(id, `again ${id}`)).join(''));
    }
  });
  const events: AnyEvent[] = [];
  for await (const event of follow(opener(url), {}, times)) {
    // What was read: the client may drop what still waits for it when the connection breaks.
    cut();
    if (events.push(event) === 3) break;
  }
  expect(events.map(({ id, data }) => [id, data])).toEqual([
    ['1', 'one'],
    ['2', 'again 2'],
    ['3', 'again 3'],
  ]);
  expect(seen.map((headers) => headers['last-event-id'])).toEqual([undefined, '1']);
});

test('characters and line ends that chunks tear apart are put together', async () => {
  const text = 'grüße 👩‍💻 — “ja”';
  const bytes = Buffer.from(frame(1, text).replaceAll('\n', '\r\n'));
  const { url } = await serve(async (response) => {
    begin(response);
    for (const byte of bytes) await written(response, new Uint8Array([byte]));
  });
  expect(await read(url, 1)).toEqual([{ event: 'template', id: '1', data: text }]);
});

test('a connection that falls silent is given up, and another one goes on', async () => {
  const states: string[] = [];
  const { url, seen } = await serve((response, _, connection) => {
    begin(response);
    response.write(frame(connection, connection));
  });
  const events = await read(url, 2, { onState: (state) => states.push(state) }, impatient);
  expect(events.map(({ id }) => id)).toEqual(['1', '2']);
  expect(seen[1]?.['last-event-id']).toBe('1');
  expect(states).toEqual(['connecting', 'open', 'reconnecting', 'open']);
});

test('heartbeats keep a connection that has nothing to tell', async () => {
  const { url, seen } = await serve((response) => {
    begin(response);
    let beats = 0;
    const timer = setInterval(() => {
      beats += 1;
      response.write(beats < 10 ? ':\n\n' : frame(1, 'at last'));
    }, impatient.silenceMs / 6);
    response.on('close', () => clearInterval(timer));
  });
  expect(await read(url, 1, {}, impatient)).toMatchObject([{ data: 'at last' }]);
  expect(seen).toHaveLength(1);
});

test('`end` ends the stream, and leaving the loop closes the connection', async () => {
  let closed = 0;
  const { url, seen } = await serve((response, _, connection) => {
    response.on('close', () => (closed += 1));
    begin(response);
    response.write(frame(connection, 'x'));
    if (connection === 1) response.write(frame(2, { status: 'succeeded' }, 'end'));
  });
  const events: string[] = [];
  for await (const { event } of follow(opener(url), {}, times)) events.push(event);
  expect(events).toEqual(['template', 'end']);
  await read(url, 1);
  await expect.poll(() => closed, { timeout: 10_000 }).toBe(2);
  expect(seen).toHaveLength(2);
});

test('an abort ends the loop without an error, while it reads and while it waits', async () => {
  const { url } = await serve((response, _, connection) => {
    begin(response);
    if (connection > 1) response.destroy();
    else response.write(frame(1, 'x'));
  });
  const reading = new AbortController();
  for await (const _ of follow(opener(url), { signal: reading.signal }, times)) reading.abort();
  const waiting = new AbortController();
  const onState = (state: string) => state === 'reconnecting' && waiting.abort();
  const long = { ...times, delaysMs: [60_000] };
  for await (const _ of follow(opener(url), { signal: waiting.signal, onState }, long)) expect.unreachable();
});

test('an abort ends a connection whose request was collected as garbage meanwhile', async () => {
  // A signal reaches a fetch through the requests that were made for it, and Node holds those by
  // weak references.
  const collect = runInNewContext('gc') as () => void;
  const { url, seen } = await serve((response) => {
    begin(response);
    response.write(frame(1, {}));
  });
  const client = createClient({ baseUrl: url, credentials: memoryTokenStore(tokens('t1')) });
  const end = new AbortController();
  const reading = (async () => {
    for await (const _ of client.follow('followEvents', { signal: end.signal })) {
      // Behind the turn in which the request is still in use.
      setTimeout(() => {
        collect();
        end.abort();
      }, 100);
    }
  })();
  await reading;
  expect(seen).toHaveLength(1);
}, 5000);

test('an event without an end is given up before it fills the memory', async () => {
  const { url } = await serve(async (response, _, connection) => {
    begin(response);
    if (connection > 1) return void response.write(frame(1, 'small'));
    response.on('error', () => undefined).setMaxListeners(0);
    const megabyte = 'x'.repeat(1024 * 1024);
    response.write('data: "');
    for (let n = 0; n < 40 && !response.destroyed; n++)
      await Promise.race([written(response, megabyte), gone(response)]);
  });
  expect(await read(url, 1)).toMatchObject([{ data: 'small' }]);
});

const gone = (response: ServerResponse) => new Promise<void>((resolve) => response.once('close', () => resolve()));

test('an expired token is renewed when the stream is opened again, and the stream goes on', async () => {
  let good = 'bfa_t1';
  const { url, seen, paths } = await serve(async (response, headers) => {
    if (headers['authorization'] === undefined) {
      good = 'bfa_t2';
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify({ tokens: tokens('t2') }));
    }
    if (headers['authorization'] !== `Bearer ${good}`) return problem(response, 401, 'unauthenticated');
    begin(response);
    const last = Number(headers['last-event-id'] ?? 0);
    await written(response, frame(last + 1, {}));
    good = 'bfa_gone';
    response.destroy();
  });
  const client = createClient({ baseUrl: url, credentials: memoryTokenStore(tokens('t1')) });
  const ids: string[] = [];
  for await (const { id } of client.follow('followEvents')) if (ids.push(id) === 2) break;
  expect(ids).toEqual(['1', '2']);
  expect(paths).toEqual(['/api/events', '/api/events', '/api/auth/refresh', '/api/events']);
  expect(seen.at(-1)).toMatchObject({ accept: 'text/event-stream', 'last-event-id': '1' });
});

test.each([
  [403, 'forbidden'],
  [404, 'not_found'],
  [409, 'stream_limit'],
])('a refusal that stays (%s %s) ends with the problem', async (status, code) => {
  const { url, seen } = await serve((response) => problem(response, status, code));
  const client = createClient({ baseUrl: url, credentials: memoryTokenStore(tokens('t1')) });
  const reading = async () => {
    for await (const _ of client.follow('followEvents')) expect.unreachable();
  };
  await expect(reading()).rejects.toMatchObject({ status, code });
  expect(seen).toHaveLength(1);
});

test('a sign-in that has ended for good ends the stream with its problem', async () => {
  const { url } = await serve((response, { authorization }) =>
    problem(response, 401, authorization ? 'unauthenticated' : 'refresh_token_invalid'),
  );
  const client = createClient({ baseUrl: url, credentials: memoryTokenStore(tokens('t1')) });
  const reading = async () => {
    for await (const _ of client.follow('followEvents')) expect.unreachable();
  };
  await expect(reading()).rejects.toMatchObject({ status: 401, code: 'refresh_token_invalid' });
});

test('a refusal for the moment is waited out, for as long as the deployment asks', async () => {
  const { url, seen } = await serve((response, _, connection) => {
    if (connection === 1) return problem(response, 429, 'rate_limited', { 'retry-after': '1' });
    begin(response);
    response.write(frame(1, {}));
  });
  const client = createClient({ baseUrl: url, credentials: memoryTokenStore(tokens('t1')) });
  const begun = performance.now();
  for await (const _ of client.follow('followEvents')) break;
  expect(performance.now() - begun).toBeGreaterThan(950);
  expect(seen).toHaveLength(2);
});

/** As a response is whose request was collected: its signal reaches the connection no more. */
function deafResponse(first: string): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(first)),
  });
  return new Response(body);
}

test('a connection that does not heed the signal ends with it all the same', async () => {
  const end = new AbortController();
  const events: AnyEvent[] = [];
  for await (const event of follow(async () => deafResponse(frame(1, 'one')), { signal: end.signal }, times)) {
    events.push(event);
    setTimeout(() => end.abort());
  }
  expect(events).toHaveLength(1);
});

test('a silent connection that does not heed the signal is replaced', async () => {
  let opened = 0;
  const open = async () => deafResponse(frame(++opened, 'one'));
  const ids: string[] = [];
  for await (const { id } of follow(open, {}, times)) {
    ids.push(id);
    if (ids.length === 2) break;
  }
  expect(ids).toEqual(['1', '2']);
});
