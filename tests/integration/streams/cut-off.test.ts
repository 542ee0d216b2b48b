// A follower that never reads: what waits for it is bounded, it is cut off, and it costs nobody else
// anything.
import { afterEach, expect, inject, test } from 'vitest';
import { streams } from '../../../gateway/generated/policy.ts';
import { waitUntil } from '../../../tools/start/wait.ts';
import { expectStatus, registerPerson } from '../../support/people.ts';
import { makeTemplate } from '../sessions/made-session.ts';
import { clientOf, follow } from './followed.ts';
import { openNarrow } from './narrow-client.ts';
import { openRaw } from './raw-stream.ts';

const { url, apiUrl, port } = inject('platform');
const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** Longer than it may take nothing, with the heartbeats that find that out. */
const cutWithinMs = 60_000;
/** Far more than a queue and the buffers between here and there hold, far less than the log has. */
const mostBytes = 1_000_000;

test('one that takes nothing is cut off with little of it on its way, and goes on later where it was', async () => {
  const ada = await registerPerson(url);
  const { id } = await makeTemplate(ada.http);
  const manifest = { image: 'burstflare/base', setup: 'head -c 3000000 /dev/urandom | base64 -w 100' };
  const made = await ada.http.post(`/api/templates/${id}/versions`, { json: { manifest } });
  const { buildId } = expectStatus(made, 201).json<{ buildId: string }>();
  const path = `/api/template-builds/${buildId}/log/stream`;
  const keen = follow(clientOf(apiUrl, ada), 'followBuildLog', { params: { buildId } });
  open.push(keen);
  await keen.ended;
  const printed = (events: typeof keen.events) => events.map((e) => (e.event === 'text' ? e.data.text : '')).join('');
  const whole = printed(keen.events);
  expect(whole.length).toBeGreaterThan(3 * mostBytes);

  const narrow = await openNarrow(port, path, ada.token);
  open.push(narrow);
  expect(narrow.head).toMatch(/^HTTP\/1\.1 200/);
  // With it the person has as many as they may: the next one opens when it is cut off, and not
  // before.
  const others = Array.from({ length: streams.perPerson - 1 }, () => openRaw(port, '/api/events', ada.token));
  open.push({ close: () => others.forEach(({ socket }) => void socket.destroy()) });
  await waitUntil(() => others.every(({ status }) => status() === 200), 10_000, 'the other streams to open');
  const openOneMore = async () => {
    const one = openRaw(port, '/api/events', ada.token);
    open.push({ close: () => void one.socket.destroy() });
    await waitUntil(() => one.status() !== 0, 5000, 'an answer');
    return one.status() === 200;
  };
  expect(await openOneMore()).toBe(false);
  await waitUntil(openOneMore, cutWithinMs, 'the one that takes nothing to be cut off');

  const { end, text } = await narrow.read();
  expect(end).not.toBe('open');
  expect(text.length).toBeLessThan(mostBytes);
  expect(text).not.toContain('event: end');
  expect(others.every(({ isClosed }) => !isClosed())).toBe(true);

  const last = [...(narrow.head + text).matchAll(/^id: (\d+)\ndata: .*\}\n\n/gm)].at(-1)?.[1] ?? '0';
  for (const { socket } of others) socket.destroy();
  let later = keen;
  const goOn = async () => {
    await makeTemplate(ada.http); // Those that have gone are noticed when something is sent to them.
    later = follow(clientOf(apiUrl, ada), 'followBuildLog', { params: { buildId }, lastEventId: last });
    return later.ended.then(
      () => true,
      () => false,
    );
  };
  await waitUntil(goOn, 20_000, 'a stream to be let in');
  expect(printed(later.events)).toBe(whole.slice(Number(last)));
}, 120_000);
