// Owns saves and restores as one: a common order for all of them, after what a crash left has been
// put right.
import { lstat } from 'node:fs/promises';
import pLimit from 'p-limit';
import type { ProcessTable } from '../processes/table.ts';
import { FileChanges } from './changes.ts';
import { KnownFrames } from './frames.ts';
import { keepLastSnapshot } from './last-snapshot.ts';
import type { Places } from './places.ts';
import { Records } from './records.ts';
import { recover, Restores } from './restores.ts';
import { Saves } from './saves.ts';
import { removeTrees } from './tar/process.ts';
import { giveBackRights } from './view/unlock.ts';

export interface LayerWork {
  saves: Saves;
  restores: Restores;
  changes: FileChanges;
  keepLastSnapshot: typeof keepLastSnapshot;
}

interface Surroundings {
  places: Places;
  processes: ProcessTable;
  /** Lets the files change; with `restart`, while the app is down. */
  around: (restart: boolean, change: () => Promise<void>, notice: string | null) => Promise<void>;
}

export async function openLayerWork({ places, processes, around }: Surroundings): Promise<LayerWork> {
  const frames = new KnownFrames();
  const inTurn = pLimit(1); // A save must not see half a restore.
  const saves = new Saves({ places, frames, processes }, inTurn);
  const restores = new Restores({ places, frames, inTurn, around });
  giveBackRights(places.workspace);
  try {
    const [ended] = await Promise.all([recover(new Records(places.workspace)), removeSpool(places.spool)]);
    restores.remember(ended);
  } catch (error) {
    process.stderr.write(`what a crash left is not put right: ${String(error)}\n`);
  }
  return { saves, restores, changes: new FileChanges({ places, inTurn, around }), keepLastSnapshot };
}

// Looked at first: a start is measured in milliseconds, and running `rm` takes some.
async function removeSpool(folder: string): Promise<void> {
  if ((await lstat(folder).catch(() => null)) !== null) await removeTrees(folder);
}
