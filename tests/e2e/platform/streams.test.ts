// `kill -9` of the whole platform while somebody follows along. Started again on the same data,
// each stream goes on: without a gap where a record stands behind it, and with `reset` where the
// hints that were on their way are gone.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf, follow } from '../../integration/streams/followed.ts';
import { makeTemplate } from '../../integration/sessions/made-session.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { Gate } from '../hard-cases/gate.ts';
import { buildOf, makeSession, upload } from '../hard-cases/project.ts';

let platform: TestPlatform;
let gate: Gate;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  gate = await Gate.start();
  ada = await registerPerson(platform.url);
});

afterAll(async () => {
  gate?.close();
  await platform?.stop();
});

test('every follower of a platform that is killed goes on without a gap, or is told to read again', async () => {
  const session = await makeSession(ada);
  const version = await upload(ada, undefined, gate.manifest);
  const build = await buildOf(ada, version);
  const client = clientOf(platform.apiUrl, ada);
  const feed = follow(client, 'followEvents');
  const events = follow(client, 'followSessionEvents', { params: { sessionId: session.id } });
  const log = follow(client, 'followBuildLog', { params: { buildId: build.id } });
  const text = () => log.events.map((e) => (e.event === 'text' ? e.data.text : '')).join('');
  await feed.until(({ event }) => event === 'ready', 'the feed to open');
  expectStatus(await ada.http.post(`/api/sessions/${session.id}/start`), 200);
  await events.until((e) => e.event === 'event' && e.data.type === 'running', 'the session to run');
  await gate.untilAsked();
  await log.until(() => text().includes('waiting'), 'the setup to print');

  await platform.kill9();
  await platform.start();
  gate.open();
  await platform.sweep();

  await feed.until(({ event }) => event === 'reset', 'the feed to say that it has to be read again', 30_000);
  const made = await makeTemplate(ada.http);
  await feed.until((e) => e.event === 'template' && e.data.id === made.id, 'what changes after the restart');
  expectStatus(await ada.http.delete(`/api/sessions/${session.id}`), 204);
  await events.until(({ event }) => event === 'end', 'the end of the session’s events');
  await events.ended;
  const numbers = events.events.flatMap((e) => (e.event === 'event' ? [e.data.seq] : []));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(events.events.at(-1)).toMatchObject({ event: 'end' });
  expect(events.events.some(({ event }) => event === 'reset')).toBe(false);

  // The build was cut off and taken up again: one log, from its first byte to its last.
  await log.until(({ event }) => event === 'end', 'the end of the log', 60_000);
  await log.ended;
  expect(log.events.some(({ event }) => event === 'reset')).toBe(false);
  const reply = await ada.http.get(`/api/template-builds/${build.id}/log`);
  expect(text()).toBe(expectStatus(reply, 200).json<{ text: string }>().text);
  expect(log.events.at(-1)).toMatchObject({ event: 'end', data: { state: 'succeeded' } });
  await feed.close();
});
