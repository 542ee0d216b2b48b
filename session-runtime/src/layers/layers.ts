// Owns what a session has for saves, restores and imports. Their code is loaded when it is first
// needed, as it costs an idle session 5 MB; at the start it is needed only where a crash left
// something.
import type { ProcessTable } from '../processes/table.ts';
import type { Settings } from '../settings.ts';
import { isLeftBehind } from './left-behind.ts';
import type { LayerWork } from './layer-work.ts';
import { Places } from './places.ts';

export class Layers {
  readonly places: Places;
  /** When the files are whole again after a crash: nothing of the session runs before. */
  readonly ready: Promise<void>;
  #work: Promise<LayerWork> | null = null;

  constructor(
    settings: Settings,
    readonly processes: ProcessTable,
    readonly around: (restart: boolean, change: () => Promise<void>, notice: string | null) => Promise<void>,
  ) {
    this.places = new Places(settings);
    this.ready = isLeftBehind(this.places) ? this.work().then(() => undefined) : Promise.resolve();
  }

  /** Saves and restores, after what a crash left has been put right. */
  work(): Promise<LayerWork> {
    this.#work ??= import('./layer-work.ts').then(({ openLayerWork }) => openLayerWork(this));
    return this.#work;
  }

  async close(): Promise<void> {
    await (await this.#work)?.saves.close();
  }
}
