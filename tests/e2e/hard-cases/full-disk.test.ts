// A session whose disk is full: it cannot be saved, says so and goes on running; a stop is refused, so nothing is lost. The disk is a small
// tmpfs in the place where the process host keeps its sessions, which only root can mount.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { detail } from '../../integration/sessions/made-session.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { tarGz } from '../../support/tar.ts';
import {
  hasEnded,
  inShell,
  makeSession,
  problemOf,
  type Snapshot,
  snapshotsOf,
  untilBuild,
  upload,
} from './project.ts';

const megabytes = 48;

function mount(folder: string): string | null {
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder];
  const { status, stderr, error } = spawnSync('mount', options, { encoding: 'utf8' });
  return status === 0 ? null : (error?.message ?? stderr.trim());
}

/** Why there can be no such disk here, or null. */
function tryIt(): string | null {
  if (process.getuid?.() !== 0) return 'only root can mount a small disk';
  const folder = mkdtempSync(join(tmpdir(), 'burstflare-mount-'));
  const why = mount(folder);
  if (why === null) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return why;
}

const why = tryIt();

describe.skipIf(why !== null)(`a full disk${why === null ? '' : ` [skipped: ${why}]`}`, () => {
  let dataDir: string;
  let host: string;
  let platform: TestPlatform;
  let inventory: Inventory;
  let ada: Person;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'burstflare-test-'));
    host = join(dataDir, 'host');
    mkdirSync(host);
    const refusal = mount(host);
    if (refusal !== null) throw new Error(refusal);
    platform = await startPlatform({ dataDir });
    inventory = new Inventory(dataDir);
    ada = await registerPerson(platform.url);
  });

  afterAll(async () => {
    await platform?.stop();
    execFileSync('umount', [host]);
    rmSync(dataDir, { recursive: true });
  });

  test('refuses saves and the stop with the reason, keeps the session running, and lets go once there is room', async () => {
    const { id } = await makeSession(ada);
    expectStatus(await ada.http.post(`/api/sessions/${id}/start`), 200);
    // Random bytes do not shrink: no room is left for what a save has to spool.
    await inShell(ada, id, 'echo precious > file.txt; head -c 40M /dev/urandom > big; cat /dev/zero > rest 2>&1');

    const refused = problemOf(await ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} }));
    expect(refused).toMatchObject({ status: 502, code: 'snapshot_failed', detail: expect.stringMatching(/no space/i) });
    const [failed] = await snapshotsOf(ada, id);
    expect(failed).toMatchObject({ state: 'failed', stateReason: expect.stringMatching(/no space/i) });

    const stop = problemOf(await ada.http.post(`/api/sessions/${id}/stop`));
    expect(stop).toMatchObject({ status: 502, code: 'session_not_saved', detail: expect.stringMatching(/no space/i) });
    const session = await detail(ada.http, id);
    expect([session.state, session.stateReason?.code]).toEqual(['running', 'save_failed']);
    expect(session.stateReason?.message).toMatch(/no space/i);
    expect(await inShell(ada, id, 'cat file.txt')).toBe('precious');

    // And with room for some frames, which the gateway has begun to fetch when the disk is full.
    await inShell(ada, id, 'rm big rest; head -c 27M /dev/urandom > big');
    const halfway = problemOf(await ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} }));
    expect(halfway).toMatchObject({ status: 502, code: 'snapshot_failed', detail: expect.stringMatching(/no space/i) });

    await inShell(ada, id, 'rm big');
    expectStatus(await ada.http.post(`/api/sessions/${id}/stop`), 200);
    expect((await detail(ada.http, id)).state).toBe('sleeping');
    expectStatus(await ada.http.post(`/api/sessions/${id}/start`), 200);
    expect(await inShell(ada, id, 'cat file.txt')).toBe('precious');

    // A restore that does not fit is refused whole.
    const saved = expectStatus(
      await ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} }),
      201,
    ).json<Snapshot>();
    await inShell(ada, id, 'echo changed > file.txt; cat /dev/zero > rest 2>&1');
    const restore = problemOf(await ada.http.post(`/api/sessions/${id}/snapshots/${saved.id}/restore`));
    expect(restore).toMatchObject({ status: 502, code: 'restore_failed', detail: expect.stringMatching(/no space/i) });
    expect(await inShell(ada, id, 'cat file.txt')).toBe('changed');
    expectStatus(await ada.http.delete(`/api/sessions/${id}`), 200);
  });

  test('fails a build that does not fit, with the reason', async () => {
    const bundle = await upload(ada, tarGz([{ name: 'big', content: Buffer.alloc(100 * 1024 * 1024) }]));
    const build = await untilBuild(ada, bundle, hasEnded, 'the build to end');
    expect(build).toMatchObject({ status: 'dead_lettered', lastError: expect.stringMatching(/no space/i) });
    await platform.sweep();
    expect(inventory.looseEnds()).toEqual([]);
  });
});
