// What differs on the disk from what an archive holds is found, whatever it is.
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ContentRefused } from './refusal.ts';
import type { TarEntry } from './tar/scanner.ts';
import { Contents } from './verify.ts';

let folder: string;
let contents: Contents;
const at = (path: string) => join(folder, path);
const real = (path: string) => (path === 'w' ? null : Buffer.from(at(path)));

const entry = (name: string, type: TarEntry['type'], rest: Partial<TarEntry> = {}): TarEntry => ({
  ...{ name, type, size: 0, mode: 0o644, target: null, sparse: null },
  ...rest,
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstflare-verify-'));
  contents = new Contents();
  contents.add('w', entry('w/', 'directory', { mode: 0o700 }));
  contents.add('w/file', entry('w/file', 'file', { size: 7 }));
  for (const part of ['con', 'tent']) contents.data(Buffer.from(part));
  contents.dataEnd();
  contents.add('w/link', entry('w/link', 'symlink', { target: '/usr/bin/env', mode: 0o777 }));
  contents.add('w/hard', entry('w/hard', 'hardlink', { target: 'w/file' }));
  mkdirSync(at('w'));
  writeFileSync(at('w/file'), 'content', { mode: 0o644 });
  symlinkSync('/usr/bin/env', at('w/link'));
  linkSync(at('w/file'), at('w/hard'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what is on the disk as the archive has it is counted, entry by entry', async () => {
  expect(await contents.verify(real)).toBe(4);
});

test('what cannot be looked at is not counted', async () => {
  const tooLong = Buffer.from(at('x/'.repeat(2100)));
  expect(await contents.verify((path) => (path === 'w/link' ? tooLong : real(path)))).toBe(3);
});

const damages: Record<string, [damage: () => void, reason: string]> = {
  'other content': [
    () => writeFileSync(at('w/file'), 'CONTENT'),
    '/w/file was not unpacked as the archive has it: its content differs',
  ],
  'another length': [() => truncateSync(at('w/file'), 3), 'it has 3 bytes'],
  'another mode': [() => chmodSync(at('w/file'), 0o600), 'its mode is 600'],
  'an entry that is not there': [() => rmSync(at('w/link')), '/w/link was not unpacked: it is not there'],
  'another kind': [() => (rmSync(at('w/link')), mkdirSync(at('w/link'))), 'it is no symlink'],
  'another target': [() => (rmSync(at('w/link')), symlinkSync('/etc', at('w/link'))), 'it leads elsewhere'],
  'a copy in place of a hard link': [
    () => (rmSync(at('w/hard')), writeFileSync(at('w/hard'), 'content')),
    'it is another file than the one that it is linked to',
  ],
};

test.for(Object.entries(damages))('%s is refused', async ([, [damage, reason]]) => {
  damage();
  const refusal = await contents.verify(real).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ContentRefused);
  expect(String(refusal)).toContain(reason);
});
