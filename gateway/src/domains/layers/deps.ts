// What work on layers is done with.
import type { Database } from '../../platform/d1.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import type { RuntimeHost } from '../../platform/runtime-host.ts';

/** Workers may hold six connections open at once. */
export const parallel = 4;

export interface LayerDeps {
  db: Database;
  store: ObjectStore;
  host: RuntimeHost;
  now(): number;
}
