// Attacks the platform from a real session and a real build of it: the gateway, the process host,
// Miniflare, and whatever else listens.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attackCommand, attackFromMachine, everyListener, outcomeOf, type Target } from '../../support/attacks.ts';
import { listenersOf } from '../../support/listeners.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { start } from '../../integration/sessions/made-session.ts';
import { hasEnded, inShell, logOf, makeSession, untilBuild, upload } from '../hard-cases/project.ts';

/** The port of the way out, which is in each session. */
const EGRESS_PORT = 61_080;

let platform: TestPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  ada = await registerPerson(platform.url);
});
afterAll(() => platform?.stop());

/** The platform's own, by name: the control has to reach these. */
function doors(): Target[] {
  const { port } = platform;
  const run = join(platform.dataDir, 'run');
  const sockets = readdirSync(run)
    .filter((name) => name.endsWith('.sock'))
    .map((name) => ({ path: join(run, name) }));
  return [{ host: '127.0.0.1', port }, { host: '::1', port }, ...sockets];
}

function targets(): Target[] {
  const all = [...doors(), ...everyListener()].filter((target) => 'path' in target || target.port !== EGRESS_PORT);
  const own = listenersOf(platform.pid).length;
  expect(own).toBeGreaterThan(2);
  return all;
}

const shown = (target: Target) => ('path' in target ? target.path : `${target.host} ${target.port}`);

test('a build reaches nothing of the platform and of its machine', async () => {
  const all = targets();
  expect(attackFromMachine(all).reached).toEqual(expect.arrayContaining(doors().map(shown)));
  const version = await upload(ada, undefined, { setup: attackCommand(all) });
  const build = await untilBuild(ada, version, hasEnded, 'the build to end');
  expect(build).toMatchObject({ state: 'succeeded' });
  expect(outcomeOf(all, await logOf(ada, build)).reached).toEqual([]);
});

test('a session reaches nothing of the platform and of its machine, directly or by the way out', async () => {
  const session = await makeSession(ada);
  await start(ada.http, session.id);
  const all = targets();
  expect(attackFromMachine(all).reached).toEqual(expect.arrayContaining(doors().map(shown)));
  // A command line of a terminal is at most 4,096 bytes long: the attack comes in parts.
  for (let at = 0; at < all.length; at += 12) {
    const part = all.slice(at, at + 12);
    const printed = await inShell(ada, session.id, attackCommand(part));
    expect(outcomeOf(part, printed).reached).toEqual([]);
  }
  const { port } = platform;
  const ways = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:7f00:1]', '0x7f000001'].map(
    (host) => `curl -gsS -m 10 --noproxy "" http://${host}:${port}/api/health`,
  );
  const printed = await inShell(ada, session.id, `{ ${ways.join('; ')}; } 2>&1`);
  expect(printed.match(/does not connect sessions to/g)).toHaveLength(ways.length);
  expect(printed).not.toContain('"status"');
  // The same question is answered on the machine.
  expect((await fetch(`${platform.apiUrl}/api/health`)).status).toBe(200);
});

test('a session that listens on the platform’s port gets none of its requests', async () => {
  const session = await makeSession(ada);
  await start(ada.http, session.id);
  const squat = `node -e "require('http').createServer((q, s) => s.end('squatter')).listen(${platform.port}, '::')" & sleep 0; until curl -gsf "http://[::1]:${platform.port}/"; do :; done`;
  expect(await inShell(ada, session.id, squat)).toContain('squatter');
  for (const host of ['127.0.0.1', '[::1]']) {
    const answer = await fetch(`http://${host}:${platform.port}/api/health`);
    expect(await answer.text()).toContain('"status"');
  }
});
