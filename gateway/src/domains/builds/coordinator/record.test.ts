// What a coordinator kept in an earlier release is read by this one: fixtures/ holds a storage of
// each form there ever was. A form of a later release is refused by its number, and left as it is.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { emptyStorage, type TestStorage } from '../../../platform/testing/sqlite-storage.ts';
import { BuildLog } from './log.ts';
import { RecordStore } from './record.ts';
import { World } from './testing/world.ts';

const folder = new URL('./fixtures/', import.meta.url).pathname;
const fixtures = readdirSync(folder).sort();
const leaseId = 'opn-k3v7q2xw5mzt4n6ypa2b';

function fill({ storage }: TestStorage, name: string): void {
  const keys = JSON.parse(readFileSync(folder + name, 'utf8')) as Record<string, unknown>;
  for (const [key, value] of Object.entries(keys)) storage.kv.put(key, value);
}

test('there is a fixture of each version, and the newest is what is written today', () => {
  expect(fixtures).toEqual(fixtures.map((_, index) => `storage-v${index + 1}.json`));
  const disk = emptyStorage();
  fill(disk, 'storage-v1.json');
  const record = new RecordStore(disk.storage.kv);
  record.write({});
  expect(disk.keys()).toEqual(JSON.parse(readFileSync(folder + fixtures.at(-1), 'utf8')));
});

describe.each(fixtures)('%s', (name) => {
  test('is read as what it was', () => {
    const disk = emptyStorage();
    fill(disk, name);
    expect(new RecordStore(disk.storage.kv).read()).toEqual({
      source: 'workflow',
      attempt: {
        ...{ leaseId, begun: true, phase: 'setup', logOffset: 120, saved: null },
        ...{ commit: '0123456789abcdef0123456789abcdef01234567', layerId: 'lyr-k3v7q2xw5mzt4n6ypa2b' },
      },
    });
  });

  test('an attempt goes on where the earlier release left it, in its log', async () => {
    const lease = { lease_id: leaseId, phase: 'setup', started_at: 1, heartbeat_at: 1_000_000_000 };
    const world = new World({ status: 'building', attempts: 1, ...lease });
    world.machine = leaseId;
    fill(world.disk, name);
    new BuildLog(world.disk.storage.sql).line('attempt 1 of 3, begun by workflow, from the manifest alone');
    await world.nudge('reconcile');
    await world.settle();
    expect(world.row).toMatchObject({ status: 'succeeded', attempts: 1, layer_id: 'lyr-k3v7q2xw5mzt4n6ypa2b' });
    expect(world.steps).toEqual(['setup: ok', 'save: ok', 'store: ok']);
    expect(world.log.match(/\[burstflare\] attempt /g)).toHaveLength(1);
  });
});

describe('a record of a newer release', () => {
  const newer = { version: 3, source: 'direct', attempt: { leaseId, phase: 'setup', what: 'nobody knows' } };

  test('is refused with its number by whoever reads, writes or removes it', () => {
    const disk = emptyStorage();
    disk.storage.kv.put('build', newer);
    const record = new RecordStore(disk.storage.kv);
    const refusal = 'The record of the build has version 3, and this release reads versions up to 2.';
    expect(() => record.read()).toThrow(refusal);
    expect(() => record.write({ attempt: null })).toThrow(refusal);
    expect(() => record.clear()).toThrow(refusal);
    expect(disk.keys()).toEqual({ build: newer });
  });

  test('changes nothing: not the record, not the log, not the row, not the machine', async () => {
    const lease = { lease_id: leaseId, phase: 'setup', heartbeat_at: 1_000_000_000 };
    const world = new World({ status: 'building', attempts: 1, ...lease });
    world.machine = leaseId;
    world.disk.storage.kv.put('build', newer);
    new BuildLog(world.disk.storage.sql).line('attempt 1 of 3');
    const before = { row: world.row, log: world.log };
    await expect(world.nudge()).rejects.toThrow(/has version 3/);
    await world.alarm();
    expect(world.errors).toEqual([expect.stringMatching(/has version 3/)]);
    expect({ row: world.row, log: world.log }).toEqual(before);
    expect(world.disk.keys()).toEqual({ build: newer });
    expect(world.machine).toBe(leaseId);
    expect(world.alarmAt).toBeNull();
  });
});
