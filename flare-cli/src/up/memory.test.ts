import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Memory, ownedSessions, remember } from './memory.ts';

const API = 'https://flare.example';
let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'flare-memory-test-'));
  vi.stubEnv('FLARE_CONFIG', join(place, 'config.json'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(place, { recursive: true });
});

const memory = (folder: string, sessionId: string, apiUrl = API): Memory => ({
  ...{ version: 1, apiUrl, folder, templateId: 'tpl', versionId: 'ver', sessionId },
  ...{ digest: null, manifest: {}, files: {}, isSetUp: true },
});

test('a folder owns its session also where it is not mounted, and by the word of an earlier release', () => {
  expect(ownedSessions(API)).toEqual(new Set());
  remember(memory(place, 'here'));
  remember(memory('/mnt/not/mounted', 'away'));
  remember(memory(place, 'elsewhere', 'https://other.example'));
  const sessions = { [`${API} /old/folder`]: 'old', 'https://other.example /old/folder': 'other' };
  writeFileSync(join(place, 'config.folders.json'), JSON.stringify({ sessions }));
  expect(ownedSessions(API)).toEqual(new Set(['here', 'away', 'old']));
});

test.each(['config.folders/damaged.json', 'config.folders.json'])('nobody can say who owns what without %s', (name) => {
  mkdirSync(join(place, 'config.folders'));
  writeFileSync(join(place, name), '{"version": 1, ');
  expect(() => ownedSessions(API)).toThrow(`${join(place, name)} cannot be read`);
});
