import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failure } from '../failures.ts';
import { leadsInside, listFiles } from './list-files.ts';
import { readArchive, withBundle } from './pack.ts';

let place: string;
let folder: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'flare-bundle-test-'));
  folder = join(place, 'project');
  mkdirSync(folder);
});
afterEach(() => rmSync(place, { recursive: true }));

function files(contents: Record<string, string | Buffer>): void {
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
const listed = async () => (await listFiles(folder)).entries.map(({ path }) => path);
const digest = async (from = folder) => withBundle(await listFiles(from), async (bundle) => bundle.digest);

/** Keeps the archive, which is removed once it was used. */
async function packed(): Promise<string> {
  const archive = join(place, 'kept.tar.gz');
  await withBundle(await listFiles(folder), async ({ path }) => copyFileSync(path, archive));
  return archive;
}

async function failure(work: Promise<unknown>): Promise<Failure['details']> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw new Error(`No failure: ${String(error)}`);
  return error.details;
}

test('the same files are the same digest, wherever and whenever they were written', async () => {
  files({ 'b.txt': 'b', 'a/c.txt': 'c', 'empty/x': '' });
  const copy = join(place, 'elsewhere');
  cpSync(folder, copy, { recursive: true });
  utimesSync(join(copy, 'b.txt'), 1, 1);
  chmodSync(join(copy, 'b.txt'), 0o600);
  const first = await digest();
  expect(await digest(copy)).toBe(first);
  chmodSync(join(copy, 'b.txt'), 0o755);
  expect(await digest(copy)).not.toBe(first);
  files({ 'b.txt': 'B' });
  expect(await digest()).not.toBe(first);
});

test('tar finds every file, link and permission, under long names and other scripts too', async () => {
  const long = `${'deep/'.repeat(30)}${'n'.repeat(120)}.txt`;
  files({ [long]: 'far', 'grüße 你好.txt': 'hi', 'run.sh': '#!/bin/sh\n', 'data.bin': randomBytes(300_000) });
  chmodSync(join(folder, 'run.sh'), 0o755);
  mkdirSync(join(folder, 'nothing here'));
  symlinkSync('../run.sh', join(folder, 'deep', 'link'));
  const target = join(place, 'unpacked');
  mkdirSync(target);
  execFileSync('tar', ['-xzf', await packed(), '-C', target]);
  execFileSync('diff', ['-r', '--no-dereference', folder, target]);
  const verbose = execFileSync('tar', ['-tvzf', await packed()], { encoding: 'utf8' });
  expect(verbose).toMatch(/^-rwxr-xr-x 0\/0 .* 1980-01-02 .* run\.sh$/m);
  expect(verbose).toMatch(/^-rw-r--r-- 0\/0 .* data\.bin$/m);
  expect(verbose).toMatch(/deep\/link -> \.\.\/run\.sh$/m);
});

test('a file of any name is accounted for', async () => {
  files({ ['__proto__']: 'a', constructor: 'b' });
  const states = await withBundle(await listFiles(folder), async (bundle) => Object.keys(bundle.files));
  expect(states).toEqual(['__proto__', 'constructor']);
});

test('git lists a repository inside under any name, and does not follow a link to the folder itself', async () => {
  const git = (at: string, ...words: string[]) =>
    execFileSync('git', ['-C', at, '-c', 'user.name=a', '-c', 'user.email=a@b.example', ...words], { stdio: 'ignore' });
  files({ 'a.txt': '', 'modulé/b.txt': '' });
  const inner = join(folder, 'modulé');
  git(inner, 'init', '-q');
  git(inner, 'add', '.');
  git(inner, 'commit', '-qm', 'inner');
  git(folder, 'init', '-q');
  symlinkSync('.', join(folder, 'self'));
  git(folder, 'add', '.');
  expect(await listed()).toEqual(['a.txt', 'modulé', 'modulé/b.txt', 'self']);
});

test('what git ignores stays out: nested rules, exceptions, and those of the repository around the folder', async () => {
  execFileSync('git', ['-C', place, 'init', '-q']);
  writeFileSync(join(place, '.gitignore'), '*.secret\n/project/top-only\n');
  files({
    '.gitignore': 'dist/\n*.log\n!keep.log\n',
    'src/.gitignore': '/local.txt\n!noisy.log\n',
    'src/local.txt': '',
    'src/deeper/local.txt': '',
    'src/noisy.log': '',
    'keep.log': '',
    'drop.log': '',
    'dist/main.js': '',
    'a.secret': '',
    'top-only': '',
    'src/top-only': '',
  });
  expect(await listed()).toEqual([
    '.gitignore',
    'keep.log',
    'src',
    'src/.gitignore',
    'src/deeper',
    'src/deeper/local.txt',
    'src/noisy.log',
    'src/top-only',
  ]);
});

const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { stdio: 'pipe' });

test('git says which files are the folder’s: tracked ones, whatever ignores them, and none that any rule of its own excludes', async () => {
  git('init', '-q');
  const excludes = join(place, 'my-excludes');
  writeFileSync(excludes, 'mine.key\n');
  git('config', 'core.excludesFile', excludes);
  files({
    '.gitignore': '*.gen.js\n.env\n',
    'kept.gen.js': '',
    'dropped.gen.js': '',
    'secret.pem': '',
    'mine.key': '',
    'gone.txt': '',
    '.env': 'TOKEN=1',
    'src/a b “ü”.txt': '',
    'data/raw.csv': '',
    '.flareignore': 'data\n!dropped.gen.js\n',
  });
  appendFileSync(join(folder, '.git/info/exclude'), 'secret.pem\n');
  git('add', '--force', 'kept.gen.js', 'gone.txt');
  rmSync(join(folder, 'gone.txt'));
  const { entries, remarks } = await listFiles(folder);
  expect(entries.map(({ path }) => path)).toEqual([
    '.flareignore',
    '.gitignore',
    'dropped.gen.js',
    'kept.gen.js',
    'src',
    'src/a b “ü”.txt',
  ]);
  expect(remarks).toEqual([expect.stringMatching(/^Left out, as git ignores it: \.env\. .*!\.env in \.flareignore/)]);
});

test('a folder in a repository, and a repository in the folder, are listed by their own rules', async () => {
  execFileSync('git', ['-C', place, 'init', '-q']);
  writeFileSync(join(place, '.gitignore'), '*.secret\n');
  files({ 'a.secret': '', 'a.txt': '', 'inner/.gitignore': 'out\n', 'inner/out': '', 'inner/b.txt': '' });
  execFileSync('git', ['-C', join(folder, 'inner'), 'init', '-q']);
  expect(await listed()).toEqual(['a.txt', 'inner', 'inner/.gitignore', 'inner/b.txt']);
});

test('a repository that git does not open is read by its rules, and that is said', async () => {
  files({ '.git/HEAD': 'nonsense', '.git/info/exclude': 'secret.pem\n', 'secret.pem': '', 'a.txt': '' });
  const { entries, remarks } = await listFiles(folder);
  expect(entries.map(({ path }) => path)).toEqual(['a.txt']);
  expect(remarks).toEqual([expect.stringMatching(/^git could not be asked .*not a git repository/)]);
});

test('a name that is not UTF-8 is refused by its bytes, or excluded', async () => {
  files({ 'a.txt': '' });
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.txt')]), '');
  expect(await failure(listFiles(folder))).toMatchObject({ code: 'names_unreadable', detail: String.raw`caf\xe9.txt` });
  files({ '.flareignore': 'caf?.txt\n' });
  expect(await listed()).toEqual(['.flareignore', 'a.txt']);
});

test('.flareignore has the last word, and history and installed packages never go along', async () => {
  files({
    '.gitignore': 'built.js\n',
    '.flareignore': '!built.js\nbig/\n!node_modules\n',
    'built.js': '',
    'big/data': '',
    '.git/HEAD': '',
    'node_modules/x/index.js': '',
    'packages/a/node_modules/y.js': '',
    'packages/a/index.js': '',
    '.burstflare/state': '',
  });
  expect(await listed()).toEqual([
    '.flareignore',
    '.gitignore',
    'built.js',
    'packages',
    'packages/a',
    'packages/a/index.js',
  ]);
});

test('links that lead out are refused with their names', async () => {
  files({ 'a/file': '' });
  symlinkSync('file', join(folder, 'a', 'inside'));
  symlinkSync('../a', join(folder, 'a', 'folder'));
  expect(await listed()).toContain('a/folder');
  symlinkSync('../../outside', join(folder, 'a', 'out'));
  symlinkSync('/etc/passwd', join(folder, 'absolute'));
  expect(await failure(listFiles(folder))).toMatchObject({
    code: 'links_lead_out',
    detail: 'a/out → ../../outside\nabsolute → /etc/passwd',
  });
  files({ '.flareignore': 'out\nabsolute\n' });
  expect(await listed()).not.toContain('absolute');
});

test('a link is judged by its words, as the runtime judges it', () => {
  expect(leadsInside('a/b/link', '../../c')).toBe(true);
  expect(leadsInside('a/b/link', '../../../c')).toBe(false);
  expect(leadsInside('link', './c/./d')).toBe(true);
  expect(leadsInside('link', 'c/../../d')).toBe(false);
  expect(leadsInside('link', 'C:/Windows')).toBe(false);
  expect(leadsInside('link', '')).toBe(false);
});

test('what is no file is left out and said, and so is a .env that goes along', async () => {
  files({ '.env': 'TOKEN=1', '.env.example': '', 'web/.env.local': '' });
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const { entries, remarks } = await listFiles(folder);
  expect(entries.map(({ path }) => path)).not.toContain('pipe');
  expect(remarks).toEqual([
    'Left out, since they are no files: pipe',
    '.env, web/.env.local goes along; name it in .flareignore if it holds secrets.',
  ]);
});

test('a folder that is too large is refused with its largest files', async () => {
  files({ 'small.txt': 's' });
  const noise = randomBytes(1024 * 1024);
  files({ 'huge.bin': Buffer.concat(Array.from({ length: 97 }, () => randomBytes(1024 * 1024))), 'large.bin': noise });
  const { code, detail, next } = await failure(digest());
  expect(code).toBe('bundle_too_large');
  expect(detail).toMatch(/^The largest files:\n +97 MiB {2}huge\.bin\n +1 MiB {2}large\.bin\n +1 B {2}small\.txt$/);
  expect(next).toContain('.flareignore');
}, 60_000); // 97 MiB that cannot be compressed

test('a file that changes while it is packed is no half archive', async () => {
  files({ 'growing.txt': 'short' });
  const listing = await listFiles(folder);
  files({ 'growing.txt': 'longer than before' });
  expect(await failure(withBundle(listing, async () => undefined))).toMatchObject({
    code: 'changed_meanwhile',
    title: 'growing.txt changed while it was packed',
  });
});

test('an archive of somebody else is taken as it is, if it is one', async () => {
  files({ 'a.txt': 'a' });
  const archive = await packed();
  expect(await readArchive(archive)).toMatchObject({ path: archive, digest: await digest() });
  files({ 'no.tar.gz': 'no archive' });
  expect(await failure(readArchive(join(folder, 'no.tar.gz')))).toMatchObject({ code: 'file_unusable' });
  expect(await failure(readArchive(join(folder, 'missing')))).toMatchObject({ detail: 'There is no such file.' });
});

test('an archive that was cut, or of which one bit changed, is said to be damaged', async () => {
  files({ 'a.bin': randomBytes(300_000) });
  const whole = readFileSync(await packed());
  const changed = Buffer.from(whole);
  changed[200_000] = (changed[200_000] ?? 0) ^ 1;
  const cuts = [11, 1000, 200_000, whole.length - 8, whole.length - 1].map((end) => whole.subarray(0, end));
  for (const [at, bytes] of [...cuts, changed].entries()) {
    const path = join(place, `damaged-${at}.tar.gz`);
    writeFileSync(path, bytes);
    expect(await failure(readArchive(path)), `number ${at}`).toMatchObject({ code: 'file_damaged' });
  }
});
