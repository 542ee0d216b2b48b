import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applySwap, freshIn, makeStaging, planSwap, removeStaging, stagingIn, type SwapPlan } from './swap.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bf-swap-'));
});

afterEach(() => rm(root, { recursive: true, force: true }));

/** A tree with old files, and new ones beside it that wait for their turn. */
async function prepare(prune = true): Promise<SwapPlan> {
  await mkdir(join(root, 'both'));
  await writeFile(join(root, 'both/inner'), 'old');
  for (const name of ['same', 'only-old']) await writeFile(join(root, name), 'old');
  const staging = stagingIn(root, 'test');
  await makeStaging(staging);
  const fresh = freshIn(staging);
  await writeFile(join(fresh, 'both'), 'new');
  await writeFile(join(fresh, 'same'), 'new');
  await mkdir(join(fresh, 'closed'));
  await writeFile(join(fresh, 'closed/in'), 'new');
  await chmod(join(fresh, 'closed'), 0o500);
  return planSwap([staging], [0o751], prune);
}

async function expectNew(plan: SwapPlan, names: string[]): Promise<void> {
  await removeStaging(plan.roots);
  expect((await readdir(root)).sort()).toEqual(names);
  for (const name of ['both', 'same', 'closed/in']) expect(await readFile(join(root, name), 'utf8')).toBe('new');
  expect((await stat(join(root, 'closed'))).mode & 0o777).toBe(0o500);
  expect((await stat(root)).mode & 0o777).toBe(0o751);
}

test('the new entries replace the old ones, and the top folder stays the same one', async () => {
  const { ino } = await stat(root);
  const plan = await prepare();
  await applySwap(plan);
  await expectNew(plan, ['both', 'closed', 'same']);
  expect((await stat(root)).ino).toBe(ino);
});

test('without pruning, what the new content does not name stays', async () => {
  const plan = await prepare(false);
  await applySwap(plan);
  await expectNew(plan, ['both', 'closed', 'only-old', 'same']);
});

test('a crash after any step is finished by doing it all again', async () => {
  // Each step that a swap takes, one rename at a time: old ones away, new ones in.
  const steps = ['only-old>', 'both>', '>both', 'closed', 'same>', '>same'];
  for (let done = 0; done <= steps.length; done++) {
    const plan = JSON.parse(JSON.stringify(await prepare())) as SwapPlan; // As it comes back from disk.
    const folder = plan.roots[0]?.folder ?? '';
    await mkdir(join(folder, 'old'));
    for (const step of steps.slice(0, done)) {
      const name = step.replace('>', '');
      if (step.endsWith('>')) await rename(join(root, name), join(folder, 'old', name));
      else await rename(join(folder, 'new', name), join(root, name));
    }
    await applySwap(plan);
    await applySwap(plan);
    await expectNew(plan, ['both', 'closed', 'same']);
    await rm(root, { recursive: true });
    await mkdir(root);
  }
});

test('a link in the place of the runtime’s folder stops it before anything is written', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'bf-elsewhere-'));
  try {
    await symlink(elsewhere, join(root, '.burstflare'));
    await expect(makeStaging(stagingIn(root, 'test'))).rejects.toThrow('no folder');
    expect(await readdir(elsewhere)).toEqual([]);
    expect((await lstat(join(root, '.burstflare'))).isSymbolicLink()).toBe(true);
  } finally {
    await rm(elsewhere, { recursive: true });
  }
});
