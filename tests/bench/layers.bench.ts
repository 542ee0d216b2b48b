// Saving and restoring a session of some size, against tar and zstd on the same tree; and what a
// second save after small edits takes.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSession, start } from '../integration/sessions/made-session.ts';
import { Inventory } from '../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../support/people.ts';
import type { TestPlatform } from '../support/platform.ts';
import { type Bench, figuresOf, milliseconds, printFigures, printTarget } from './figures.ts';
import { shell } from './shell.ts';
import { copyTree, type Tree } from './tree.ts';

const treeBytes = 200_000_000;
const rounds = 2;
const targetPercent = 3;

interface Snapshot {
  readonly id: string;
  readonly state: string;
  readonly runtimeCapture: { readonly rawBytes: number; readonly uploadedBytes: number } | null;
}

type Figure = 'save' | 'tar | zstd -3' | 'second save' | 'restore' | 'zstd -dc | tar -x';

export const bench: Bench = {
  title: 'layers: save and restore of a session, against tar and zstd on the same tree',
  async run(platform) {
    const folder = mkdtempSync(join(tmpdir(), 'burstflare-bench-'));
    try {
      const tree = await copyTree(join(folder, 'tree'), treeBytes);
      console.log(`${tree.files.length} files, ${(tree.bytes / 1e6).toFixed(0)} MB, ${rounds} rounds in turn`);
      const took: Record<Figure, number[]> = {
        save: [],
        'tar | zstd -3': [],
        'second save': [],
        restore: [],
        'zstd -dc | tar -x': [],
      };
      const percents: number[] = [];
      for (let round = 0; round < rounds; round++)
        percents.push(await oneRound(platform, folder, tree, took, round % 2 === 1));
      report(tree, took, percents);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/**
 * In a workspace of its own, whose object storage holds nothing yet. Answers what the second save
 * sent, in percent of the first.
 */
async function oneRound(
  platform: TestPlatform,
  folder: string,
  tree: Tree,
  took: Record<Figure, number[]>,
  byHandFirst: boolean,
): Promise<number> {
  const ada = await registerPerson(platform.url);
  const session = await makeSession(ada);
  await start(ada.http, session.id);
  const workspace = join(new Inventory(platform.dataDir).files(session.id), 'workspace');
  const { uid, gid } = statSync(workspace);
  await shell(`cp -a '${join(folder, 'tree')}/.' '${workspace}/' && chown -R ${uid}:${gid} '${workspace}'`);
  const archive = join(folder, 'by-hand.tar.zst');
  const place = join(folder, 'by-hand');

  let first: Snapshot | undefined;
  const pack = async () => {
    const command = `tar -c -C '${workspace}' . | zstd -q -f -3 -o '${archive}'`;
    took['tar | zstd -3'].push(await milliseconds(() => shell(command)));
  };
  // whoever comes first finds the files colder
  if (byHandFirst) await pack();
  took.save.push(await milliseconds(async () => (first = await save(ada, session.id))));
  if (!byHandFirst) await pack();

  edit(tree, workspace);
  let second: Snapshot | undefined;
  took['second save'].push(await milliseconds(async () => (second = await save(ada, session.id))));
  if (!first?.runtimeCapture || !second?.runtimeCapture) throw new Error('A captured snapshot tells of its capture.');

  const path = `/api/sessions/${session.id}/snapshots/${first.id}/restore`;
  took.restore.push(await milliseconds(async () => expectStatus(await ada.http.post(path), 200)));
  const byHand = `mkdir '${place}' && zstd -q -dc '${archive}' | tar -x -C '${place}'`;
  took['zstd -dc | tar -x'].push(await milliseconds(() => shell(byHand)));

  await shell(`diff -rq '${place}' '${workspace}' --exclude=.burstflare`);
  rmSync(place, { recursive: true });
  expectStatus(await ada.http.delete(`/api/sessions/${session.id}`), 204);
  return (100 * second.runtimeCapture.uploadedBytes) / first.runtimeCapture.uploadedBytes;
}

async function save({ http }: Person, sessionId: string): Promise<Snapshot> {
  const path = `/api/sessions/${sessionId}/snapshots`;
  const snapshot = expectStatus(await http.post(path, { json: {} }), 201).json<Snapshot>();
  if (snapshot.state !== 'ready') throw new Error(`The save failed: ${JSON.stringify(snapshot)}`);
  return snapshot;
}

/**
 * As somebody works: a line at the end, one at the beginning, and one in the middle of three files
 * far apart.
 */
function edit({ files }: Tree, workspace: string): void {
  const [one = '', two = '', three = ''] = [0.2, 0.5, 0.8].map((share) =>
    join(workspace, files[Math.floor(share * files.length)] ?? ''),
  );
  appendFileSync(one, '\n// one more line\n');
  writeFileSync(two, `// a line before all\n${readFileSync(two, 'latin1')}`, 'latin1');
  const text = readFileSync(three, 'latin1');
  writeFileSync(three, `${text.slice(0, text.length / 2)}/* here */${text.slice(text.length / 2)}`, 'latin1');
}

function report({ bytes }: Tree, took: Record<Figure, number[]>, percents: number[]): void {
  const perSecond = (ms: number[]) => ms.map((each) => bytes / 1e3 / each);
  console.log('Saving');
  const { 'tar | zstd -3': pack, 'zstd -dc | tar -x': unpack } = took;
  const saves = {
    save: perSecond(took.save),
    'second save': perSecond(took['second save']),
    'tar | zstd -3': perSecond(pack),
  };
  printFigures(saves, { unit: 'MB/s', baseline: 'tar | zstd -3' });
  console.log('Restoring over the files of a running session');
  const restores = { restore: perSecond(took.restore), 'zstd -dc | tar -x': perSecond(unpack) };
  printFigures(restores, { unit: 'MB/s', baseline: 'zstd -dc | tar -x' });
  console.log(`Second save: ${figuresOf(took['second save']).p50.toFixed(0)} ms`);
  const sent = figuresOf(percents).p50;
  printTarget('second save after three small edits, sent of the first', sent, { atMost: targetPercent }, ' %');
}
