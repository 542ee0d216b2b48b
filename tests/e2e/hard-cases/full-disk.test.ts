// Full disks. One that sessions share, or one session's own: it cannot be saved, says so and goes
// on running; a stop is refused, so nothing is lost. The whole machine's: sessions with room in
// their own are saved and stopped, and none is started. Only root can mount such disks.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { detail } from '../../integration/sessions/made-session.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { SmallDisk } from '../../support/small-disk.ts';
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

const why = SmallDisk.whyNone('ext4') ?? SmallDisk.whyNone('tmpfs');
const skipped = why === null ? '' : ` [skipped: ${why}]`;

interface Scene {
  platform: TestPlatform;
  inventory: Inventory;
  ada: Person;
  /** What sessions' disks are on, if that is no folder of the data folder. */
  small: SmallDisk | null;
  end(): Promise<void>;
}

async function scene(diskMegabytes: number, host: ['ext4' | 'tmpfs', number] | null): Promise<Scene> {
  const dataDir = mkdtempSync(join(tmpdir(), 'burstflare-test-'));
  const small = host === null ? null : SmallDisk.mount(...host, join(dataDir, 'host'));
  const platform = await startPlatform({ dataDir, env: { BURSTFLARE_SESSION_DISK_MB: String(diskMegabytes) } });
  const end = async () => {
    await platform.stop();
    if (small !== null) await untilRemoved(small);
    rmSync(dataDir, { recursive: true });
  };
  return { platform, inventory: new Inventory(dataDir), ada: await registerPerson(platform.url), small, end };
}

/** A device of a session that has just ended may still be there. */
const untilRemoved = (small: SmallDisk) =>
  waitUntil(
    () => {
      try {
        small.remove();
        return true;
      } catch {
        return false;
      }
    },
    10_000,
    'the small disk is let go',
  );

describe.skipIf(why !== null).each([
  { whose: 'that all sessions share', diskMegabytes: 0, host: ['tmpfs', 48] as const, half: '27M' },
  { whose: 'of a session’s own', diskMegabytes: 64, host: null, half: '34M' },
])(`a full disk $whose${skipped}`, ({ diskMegabytes, host, half }) => {
  let platform: TestPlatform;
  let inventory: Inventory;
  let ada: Person;
  let end: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    ({ platform, inventory, ada, end } = await scene(diskMegabytes, host === null ? null : [...host]));
  });

  afterAll(() => end?.());

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
    await inShell(ada, id, `rm big rest; head -c ${half} /dev/urandom > big`);
    const halfway = problemOf(await ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} }));
    expect(halfway).toMatchObject({ status: 502, code: 'snapshot_failed', detail: expect.stringMatching(/no space/i) });

    await inShell(ada, id, 'rm big');
    expectStatus(await ada.http.post(`/api/sessions/${id}/stop`), 200);
    expect((await detail(ada.http, id)).state).toBe('sleeping');
    expectStatus(await ada.http.post(`/api/sessions/${id}/start`), 200);
    expect(await inShell(ada, id, 'cat file.txt')).toBe('precious');

    // A restore that does not fit is refused whole.
    await inShell(ada, id, 'head -c 8M /dev/urandom > asset');
    const saved = expectStatus(
      await ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} }),
      201,
    ).json<Snapshot>();
    await inShell(ada, id, 'echo changed > file.txt; cat /dev/zero > rest 2>&1');
    const restore = problemOf(await ada.http.post(`/api/sessions/${id}/snapshots/${saved.id}/restore`));
    expect(restore).toMatchObject({ status: 502, code: 'restore_failed', detail: expect.stringMatching(/no space/i) });
    expect(await inShell(ada, id, 'cat file.txt')).toBe('changed');
    expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
  });

  test('fails a build that does not fit, with the reason', async () => {
    const bundle = await upload(ada, tarGz([{ name: 'big', content: Buffer.alloc(100 * 1024 * 1024) }]));
    const build = await untilBuild(ada, bundle, hasEnded, 'the build to end');
    expect(build).toMatchObject({ state: 'dead_lettered', lastError: expect.stringMatching(/no space/i) });
    await platform.sweep();
    expect(inventory.looseEnds()).toEqual([]);
  });
});

describe.skipIf(why !== null)(`a full disk of the whole machine${skipped}`, () => {
  let made: Scene;
  beforeAll(async () => {
    made = await scene(1536, ['ext4', 3072]);
  });
  afterAll(() => made?.end());

  test('keeps what was written, lets sessions be saved and stopped, and says why none starts until there is room', async () => {
    const { ada, small } = made;
    if (small === null) throw new Error('It was made with one.');
    const { id } = await makeSession(ada);
    expectStatus(await ada.http.post(`/api/sessions/${id}/start`), 200);
    expect(await inShell(ada, id, 'echo precious > file.txt; sync; cat file.txt')).toBe('precious');

    small.fill();
    expect(
      await inShell(ada, id, 'head -c 50M /dev/urandom > more && sync && sha256sum more > sum && echo stored'),
    ).toBe('stored');
    expectStatus(await ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} }), 201);
    expectStatus(await ada.http.post(`/api/sessions/${id}/stop`), 200);

    small.fill();
    const refused = problemOf(await ada.http.post(`/api/sessions/${id}/start`));
    expect(refused).toMatchObject({
      status: 503,
      code: 'host_disk_full',
      detail: expect.stringMatching(/0\.0 GB left .* a new one takes 1\.\d GB/),
      next: expect.stringContaining(`flare session start ${id}`),
    });
    const { state, stateReason } = await detail(ada.http, id);
    expect([state, stateReason?.code]).toEqual(['failed', 'host_disk_full']);

    small.makeRoom();
    expectStatus(await ada.http.post(`/api/sessions/${id}/start`), 200);
    expect(await inShell(ada, id, 'cat file.txt; sha256sum -c sum')).toBe('precious\nmore: OK');
  });
});
