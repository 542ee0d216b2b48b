// Owns what a session has for saves, restores and imports: one order for all of them, after what a crash left has been put right.
import { lstat } from 'node:fs/promises';
import type { ProcessTable } from '../processes/table.ts';
import type { Settings } from '../settings.ts';
import { KnownFrames } from './frames.ts';
import { Places } from './places.ts';
import { Records } from './records.ts';
import { recover, Restores } from './restores.ts';
import { Saves } from './saves.ts';
import { removeTrees } from './tar/process.ts';
import { Turns } from './turns.ts';
import { giveBackRights } from './view/unlock.ts';

export class Layers {
  readonly places: Places;
  readonly saves: Saves;
  readonly restores: Restores;
  /** When the files are whole again after a crash: nothing of the session runs before. */
  readonly ready: Promise<void>;

  constructor(
    settings: Settings,
    processes: ProcessTable,
    around: (restart: boolean, change: () => Promise<void>) => Promise<void>,
  ) {
    this.places = new Places(settings);
    const { places } = this;
    const frames = new KnownFrames();
    giveBackRights(places.workspace);
    this.ready = Promise.all([recover(new Records(places.workspace)), removeSpool(places.spool)]).then(
      ([ended]) => this.restores.remember(ended),
      (error: unknown) => void process.stderr.write(`what a crash left is not put right: ${String(error)}\n`),
    );
    const turns = new Turns(this.ready);
    this.saves = new Saves({ places, frames, processes }, turns);
    this.restores = new Restores({ places, frames, turns, around });
  }
}

// Looked at first: a start is measured in milliseconds, and running `rm` takes some.
async function removeSpool(folder: string): Promise<void> {
  if ((await lstat(folder).catch(() => null)) !== null) await removeTrees(folder);
}
