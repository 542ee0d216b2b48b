// What a build prints, live and after: each byte once, wherever the connection broke, up to the end
// of the build.
import { afterEach, beforeAll, expect, inject, test } from 'vitest';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { Gate } from '../../e2e/hard-cases/gate.ts';
import { makeTemplate } from '../sessions/made-session.ts';
import { clientOf, follow, type Followed } from './followed.ts';
import { openNarrow } from './narrow-client.ts';

const { url, apiUrl, port } = inject('platform');
let ada: Person;
const open: { close(): Promise<void> | void }[] = [];
beforeAll(async () => {
  ada = await registerPerson(url);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function build(manifest: Record<string, unknown>): Promise<string> {
  const { id } = await makeTemplate(ada.http);
  const json = { manifest: { image: 'burstflare/base', ...manifest } };
  const reply = expectStatus(await ada.http.post(`/api/templates/${id}/versions`, { json }), 201);
  return reply.json<{ buildId: string }>().buildId;
}

type Stream = Followed<'followBuildLog'>;

function followLog(buildId: string, options: { lastEventId?: string; query?: Record<string, number> } = {}): Stream {
  const stream = follow(clientOf(apiUrl, ada), 'followBuildLog', { params: { buildId }, ...options });
  open.push(stream);
  return stream;
}

const printed = ({ events }: Stream) => events.map((e) => (e.event === 'text' ? e.data.text : '')).join('');
const untilEnd = (stream: Stream) => stream.until(({ event }) => event === 'end', 'the end of the build', 60_000);

/** The whole log of a build that has ended, part by part. */
async function wholeLog(buildId: string): Promise<string> {
  let text = '';
  for (let offset = 0, complete = false; !complete;) {
    const reply = await ada.http.get(`/api/template-builds/${buildId}/log?offset=${offset}`);
    const part = expectStatus(reply, 200).json<{ text: string; nextOffset: number; complete: boolean }>();
    text += part.text;
    ({ nextOffset: offset, complete } = part);
  }
  return text;
}

test('the log is whole and without repetition over a break, and `end` says how the build ended', async () => {
  const gate = await Gate.start();
  open.push(gate);
  const { setup, env } = gate.manifest;
  const buildId = await build({ setup: `echo grüße; ${setup}; seq 1 500`, env });
  const first = followLog(buildId);
  await first.until(() => printed(first).includes('waiting'), 'the setup to print', 60_000);
  await first.close();
  gate.open();
  const second = followLog(buildId, { lastEventId: first.events.at(-1)?.id ?? '' });
  await untilEnd(second);
  await second.ended;
  expect(second.events.at(-1)).toMatchObject({ event: 'end', data: { state: 'succeeded' } });
  const whole = await wholeLog(buildId);
  expect(printed(first) + printed(second)).toBe(whole);
  expect(whole).toContain('grüße');

  // A build that has ended long ago: the same log, and the end at once.
  const later = followLog(buildId);
  await later.ended;
  expect(printed(later)).toBe(whole);
  const half = Buffer.byteLength(whole.slice(0, whole.indexOf('waiting')));
  const behind = followLog(buildId, { query: { offset: half } });
  await behind.ended;
  expect(printed(behind)).toBe(whole.slice(whole.indexOf('waiting')));
});

test('a Last-Event-ID beyond the log is told to read again from its beginning, while the build runs and after', async () => {
  const gate = await Gate.start();
  open.push(gate);
  const buildId = await build(gate.manifest);
  const running = followLog(buildId, { lastEventId: '123456789' });
  await running.until(() => printed(running).includes('waiting'), 'the log from its beginning', 60_000);
  expect(running.events[0]).toMatchObject({ event: 'reset', data: { reason: 'unknown' } });
  gate.open();
  await running.ended;
  const whole = await wholeLog(buildId);
  expect(printed(running)).toBe(whole);
  for (const lastEventId of ['123456789', 'made-up', '-1']) {
    const ended = followLog(buildId, { lastEventId });
    await ended.ended;
    expect([ended.events[0]?.event, printed(ended)]).toEqual(['reset', whole]);
  }
});

test('who reads nothing holds nobody up, and gets it all when they read', async () => {
  const buildId = await build({ setup: 'head -c 1500000 /dev/urandom | base64 -w 100' });
  const lazy = await openNarrow(port, `/api/template-builds/${buildId}/log/stream`, ada.token);
  open.push(lazy);
  const keen = followLog(buildId);
  await untilEnd(keen);
  const whole = await wholeLog(buildId);
  expect(whole.length).toBeGreaterThan(2_000_000);
  expect(printed(keen)).toBe(whole);
  const { end, text } = await lazy.read();
  expect(end).toBe('closed');
  const texts = (lazy.head + text).match(/^data: \{"offset".*$/gm) ?? [];
  expect(texts.map((line) => (JSON.parse(line.slice(6)) as { text: string }).text).join('')).toBe(whole);
}, 90_000);
