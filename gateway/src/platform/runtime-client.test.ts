// What a call of a runtime returns, and what a runtime that does not do its part can make of it.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bytesFromRuntime, callRuntime, runtimeCall } from './runtime-client.ts';
import { GrantEnded, HostError, type RuntimeHost } from './runtime-host.ts';
import type { ServiceOperation } from './contract.ts';
import { isRefused, RuntimeRefusal } from './runtime-refusal.ts';
import { jsonOf, openAnswer } from './service-call.ts';

interface Sent {
  path: string;
  init: RequestInit;
}

let sent: Sent[];
let answer: (signal: AbortSignal) => Response | Promise<Response>;

const host = {
  fetch: async (_: string, path: string, init: RequestInit & { signal: AbortSignal }) => {
    sent.push({ path, init });
    return answer(init.signal);
  },
} as unknown as RuntimeHost; // a client asks for nothing else

const ports = { version: 1, items: [] };
const listPorts = (limits?: { ms?: number; bytes?: number }) => callRuntime(host, 'ses-1', 'listPorts', {}, limits);
const chunk = (bytes: number) =>
  bytesFromRuntime(host, 'ses-1', 'readSaveChunk', { params: { saveId: 'a', digest: 'sha256:b/c' } }, bytes);

beforeEach(() => {
  sent = [];
  answer = () => Response.json(ports);
});

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => Promise.reject(new Error(`It returned ${JSON.stringify(value)}.`)),
    (error: unknown) => error,
  );

describe('a call', () => {
  test('has method, path, query and body of its operation', async () => {
    answer = () => Response.json({ offset: 0, nextOffset: 0, endOffset: 0, truncated: false, text: '' });
    await callRuntime(host, 'ses-1', 'readJobLog', { params: { jobId: 'a/b' }, query: { offset: 3, waitSeconds: 0 } });
    answer = () => new Response(null, { status: 204 });
    expect(await callRuntime(host, 'ses-1', 'deleteSave', { params: { saveId: 's' } })).toBe(null);
    answer = () => Response.json({ path: '/workspace/.burstflare/last.snapshot', bytes: 1 });
    const body = new Uint8Array([1]);
    await callRuntime(host, 'ses-1', 'keepLastSnapshot', { body });
    expect(sent.map(({ path, init: { method, headers, body } }) => ({ path, method, headers, body }))).toEqual([
      { path: '/jobs/a%2Fb/log?offset=3&waitSeconds=0', method: 'GET', headers: {}, body: undefined },
      { path: '/saves/s', method: 'DELETE', headers: {}, body: undefined },
      { path: '/last-snapshot', method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body },
    ]);
  });

  test('returns what the contract promises', async () => {
    expect(await listPorts()).toEqual(ports);
  });

  test('returns bytes of the announced length', async () => {
    answer = () => new Response('frame', { headers: { 'content-length': '5' } });
    expect(new TextDecoder().decode(await chunk(5))).toBe('frame');
    expect(sent[0]?.path).toBe('/saves/a/chunks/sha256%3Ab%2Fc');
  });
});

describe('a refusal', () => {
  test('that the operation declares has its code, and what the runtime says of it', async () => {
    const errors = [{ path: 'query.since', message: 'x'.repeat(1000) }];
    answer = () =>
      Response.json(
        { code: 'bad_request', detail: 'See.', context: { limit: 'y'.repeat(900) }, errors },
        { status: 400 },
      );
    const error = await thrownBy(listPorts());
    if (!isRefused(error, 'listPorts', 'bad_request')) throw error;
    expect(error.message).toBe('The runtime refused listPorts with 400 bad_request: See.');
    expect([error.fault, error.status, error.detail]).toEqual(['runtime', 400, 'See.']);
    expect([String(error.context.limit).length, error.errors[0]?.message.length]).toEqual([200, 200]);
  });

  test.each([
    ['another operation declares', 409, JSON.stringify({ code: 'terminal_limit', detail: 'No.' })],
    ['came with another status', 500, JSON.stringify({ code: 'bad_request', detail: 'No.' })],
    ['every object has', 400, JSON.stringify({ code: 'constructor', detail: 'No.' })],
    ['is none', 503, 'No.'],
    ['no success should have', 201, 'No.'],
  ])('whose code %s has none', async (_, status, text) => {
    answer = () => new Response(text, { status });
    const error = await thrownBy(listPorts());
    expect(error).toBeInstanceOf(RuntimeRefusal);
    expect(error).toMatchObject({ code: null, status, message: `The runtime refused listPorts with ${status}: No.` });
  });

  test('without a word gives no reason, and one of many is clipped', async () => {
    answer = () => new Response('', { status: 500 });
    expect(await thrownBy(listPorts())).toMatchObject({ detail: 'it gives no reason' });
    answer = () => new Response('x'.repeat(5000), { status: 500 });
    expect(await thrownBy(listPorts())).toMatchObject({ detail: 'x'.repeat(500) });
  });
});

describe('a runtime that does not do its part', () => {
  test.each([
    ['another form', () => Response.json({ ...ports, version: 'one' }), /agreed form: version: /],
    ['a field more', () => Response.json({ ...ports, more: 1 }), /agreed form: /],
    ['no JSON', () => new Response('<html>'), /agreed form: it is no JSON/],
    ['too much', () => new Response('x'.repeat(2000)), /more than the 1000 bytes/],
    ['too much in a refusal', () => new Response('x'.repeat(2000), { status: 500 }), /more than the 1000 bytes/],
    [
      'half of it',
      () => new Response(new ReadableStream({ pull: (c) => c.error(new Error('cut')) })),
      /broke off: .*cut/,
    ],
  ])('%s is its fault', async (_, made, words) => {
    answer = made;
    const error = await thrownBy(listPorts({ bytes: 1000 }));
    expect(error).toMatchObject({ name: 'HostError', fault: 'runtime', message: expect.stringMatching(words) });
  });

  test.each([
    ['fewer bytes than it announced', { 'content-length': '4' }],
    ['bytes of no length', {}],
    ['bytes that unpack to more', { 'content-length': '5', 'content-encoding': 'gzip' }],
  ])('%s are its fault', async (_, headers: Record<string, string>) => {
    answer = () => new Response('frame', { headers });
    expect(await thrownBy(chunk(5))).toMatchObject({ fault: 'runtime', message: expect.stringMatching(/the 5 bytes/) });
  });

  test('that its host or a grant stands in its way is told as such', async () => {
    for (const error of [new GrantEnded(), new HostError('No host.', 'host'), new TypeError('no request')]) {
      answer = () => Promise.reject(error);
      expect(await thrownBy(listPorts())).toBe(error);
    }
  });
});

describe('the limit of time', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const never = () => new Promise<never>(() => undefined);
  const endless = () => new Response(new ReadableStream({ pull: never }));

  test.each([
    ['a head that never comes', never],
    ['a body that never ends', endless],
    ['a refusal that never ends', () => new Response(endless().body, { status: 400 })],
  ])('ends %s, also where nobody listens to the signal', async (_, made) => {
    answer = made;
    const error = thrownBy(listPorts({ ms: 1000 }));
    await vi.advanceTimersByTimeAsync(999);
    expect(sent[0]?.init.signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await error).toMatchObject({ fault: 'runtime', message: expect.stringMatching(/in time/) });
    expect(sent[0]?.init.signal?.aborted).toBe(true);
  });

  test('begins when the runtime has waited as it was asked to', async () => {
    answer = never;
    const error = thrownBy(callRuntime(host, 'ses-1', 'listPorts', { query: { waitSeconds: 20 } }, { ms: 1000 }));
    await vi.advanceTimersByTimeAsync(20_999);
    expect(sent[0]?.init.signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await error).toBeInstanceOf(HostError);
  });

  test('leaves what is passed on alone once its head is there', async () => {
    answer = endless;
    const operation: ServiceOperation = {
      ...{ operationId: 'readBoat', method: 'GET', path: '/boats', contentType: null, refusals: {} },
      reply: { status: 200, contentType: 'application/zstd', schema: 'stream' },
    };
    const call = { ...runtimeCall(host, 'ses-1', operation, {}), ms: 1000 };
    const response = await openAnswer(call);
    await vi.advanceTimersByTimeAsync(100_000);
    expect([response.status, sent[0]?.init.signal?.aborted]).toEqual([200, false]);
    const waits = thrownBy(
      jsonOf({ ...call, operation: { ...operation, reply: { ...operation.reply, schema: null } } }),
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect(await waits).toBeInstanceOf(HostError);
  });
});
