// Owns the operations on archives, saves and restores.
import type { Handlers } from '../handlers.ts';
import type { Session } from '../session.ts';

type Ids = 'importArchive' | 'keepLastSnapshot' | 'startSave' | 'getSave' | 'deleteSave' | 'readSaveChunk';

export function layerOperations({
  layers,
}: Session): Pick<Handlers, Ids | 'startRestore' | 'getRestore' | 'receiveRestore' | 'startChange' | 'receiveChange'> {
  const work = () => layers.work();
  return {
    importArchive: async ({ query: { maxEntries, maxBytes }, body }) =>
      (await work()).restores.importArchive(body, { entries: maxEntries, bytes: maxBytes }),
    keepLastSnapshot: async ({ body }) => (await work()).keepLastSnapshot(layers.places.workspace, body),
    startSave: async ({ body }) => (await work()).saves.start(body),
    getSave: async ({ params: { saveId }, query: { fromFrame, waitSeconds } }, { signal }) =>
      (await work()).saves.get(saveId, fromFrame, waitSeconds * 1000, signal),
    deleteSave: async ({ params: { saveId } }) => {
      await (await work()).saves.delete(saveId);
      return null;
    },
    readSaveChunk: async ({ params: { saveId, digest } }) => (await work()).saves.chunk(saveId, digest),
    startRestore: async ({ body }) => (await work()).restores.start(body),
    getRestore: async ({ params: { restoreId } }) => (await work()).restores.get(restoreId),
    startChange: async ({ body }) => (await work()).changes.start(body),
    receiveChange: async ({ params: { changeId }, query: { restart }, body }) =>
      (await work()).changes.receive(changeId, restart, body),
    receiveRestore: async ({ params: { restoreId }, body }) => (await work()).restores.receive(restoreId, body),
  };
}
