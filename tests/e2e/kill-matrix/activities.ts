// What is under way when somebody is killed.
import { type IncomingMessage, request } from 'node:http';
import { waitUntil } from '../../../tools/start/wait.ts';
import { hostedInstances } from '../../support/host-list.ts';
import type { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person } from '../../support/people.ts';
import type { TestPlatform } from '../../support/platform.ts';
import { inShell, untilRow } from '../hard-cases/project.ts';

/**
 * A running session: `saved.txt` is in the snapshot `saved`, `unsaved.txt` on its disk alone,
 * `which.txt` says one there and two here.
 */
export interface Scene {
  readonly platform: TestPlatform;
  readonly inventory: Inventory;
  readonly person: Person;
  readonly id: string;
  readonly saved: string;
}

/** How a request ended: with a status, or with the connection. */
export type Outcome = number | 'cut off';

export interface Activity {
  readonly name: string;
  /** Whether files that no save holds have to be there afterwards: a crash keeps the disk. */
  readonly keepsUnsaved: boolean;
  /** Resolves when it is under way, with what waits for its end. */
  begin(scene: Scene): Promise<() => Promise<Outcome>>;
}

/** Writing and reading forty megabytes takes long enough to be met. */
const megabytes = 40;

function calling(person: Person, method: 'post' | 'delete', path: string, json?: unknown): Promise<Outcome> {
  return person.http[method](path, json === undefined ? {} : { json }).then(
    ({ status }) => status,
    () => 'cut off' as const,
  );
}

const grow = ({ person, id }: Scene) => inShell(person, id, `head -c ${megabytes}000000 /dev/urandom > big`);
const savingRow = (id: string) => `select id from snapshots where session_id = '${id}' and state = 'saving'`;

async function requestsTo({ platform, id }: Scene): Promise<number> {
  return (await hostedInstances(platform.dataDir)).find(({ sessionId }) => sessionId === id)?.requests ?? 0;
}

async function saving(scene: Scene, method: 'post', path: string, json?: unknown) {
  await grow(scene);
  const ended = calling(scene.person, method, path, json);
  await untilRow(scene.inventory, savingRow(scene.id));
  return () => ended;
}

export const activities: readonly Activity[] = [
  {
    name: 'runs',
    keepsUnsaved: true,
    begin: async () => async () => 'cut off',
  },
  {
    name: 'is saved',
    keepsUnsaved: true,
    begin: (scene) => saving(scene, 'post', `/api/sessions/${scene.id}/snapshots`, {}),
  },
  {
    name: 'stops',
    keepsUnsaved: true,
    begin: (scene) => saving(scene, 'post', `/api/sessions/${scene.id}/stop`),
  },
  {
    name: 'starts',
    keepsUnsaved: true,
    async begin(scene) {
      await grow(scene);
      expectStatus(await scene.person.http.post(`/api/sessions/${scene.id}/stop`), 200);
      const ended = calling(scene.person, 'post', `/api/sessions/${scene.id}/start`);
      await untilRow(scene.inventory, `select id from sessions where id = '${scene.id}' and state = 'starting'`);
      return () => ended;
    },
  },
  {
    name: 'is restored',
    keepsUnsaved: false,
    async begin(scene) {
      await grow(scene);
      const before = await requestsTo(scene);
      const ended = calling(scene.person, 'post', `/api/sessions/${scene.id}/snapshots/${scene.saved}/restore`);
      await waitUntil(async () => (await requestsTo(scene)) > before, 20_000, 'the restore to reach the session');
      return () => ended;
    },
  },
  {
    name: 'is deleted',
    keepsUnsaved: false,
    async begin(scene) {
      const ended = calling(scene.person, 'delete', `/api/sessions/${scene.id}`);
      await untilRow(scene.inventory, `select id from sessions where id = '${scene.id}' and state <> 'running'`);
      return () => ended;
    },
  },
  {
    name: 'is read',
    keepsUnsaved: true,
    async begin(scene) {
      await grow(scene);
      expectStatus(await scene.person.http.post(`/api/sessions/${scene.id}/snapshots`, { json: {} }), 201);
      return reading(scene);
    },
  },
];

/** Downloads the newest snapshot, and reads on only once somebody was killed. */
async function reading({ person, inventory, id }: Scene): Promise<() => Promise<Outcome>> {
  const [newest] = inventory.rows<{ id: string }>(
    'select id from snapshots where session_id = ? order by created_at desc limit 1',
    id,
  );
  const { host, port } = person.http.base;
  const path = `/api/sessions/${id}/snapshots/${newest?.id}/content`;
  const headers = { host, authorization: `Bearer ${person.token}` };
  const call = request({ host: '127.0.0.1', port, path, headers });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    call.once('response', resolve).once('error', reject).end();
  });
  const promised = Number(response.headers['content-length'] ?? Number.NaN);
  let bytes = 0;
  const ended = new Promise<Outcome>((resolve) => {
    response.on('error', () => resolve('cut off'));
    // The one thing that must not be: a download that is short and looks whole.
    response.on('end', () => resolve(Number.isNaN(promised) || bytes === promised ? (response.statusCode ?? 0) : 0));
  });
  await new Promise<void>((resolve) => {
    response.on('data', (part: Buffer) => {
      if (bytes === 0) {
        response.pause();
        resolve();
      }
      bytes += part.length;
    });
    void ended.then(() => resolve());
  });
  return () => {
    response.resume();
    return ended;
  };
}
