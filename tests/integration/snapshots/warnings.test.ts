// What a snapshot does not hold as it stood goes with it: in its record, in the lists, in the
// session's events.
import { expect, inject, test } from 'vitest';
import { expectStatus, registerPerson } from '../../support/people.ts';
import { makeSession, start } from '../sessions/made-session.ts';

interface Snapshot {
  readonly id: string;
  readonly warnings: readonly object[];
  readonly warningCounts: object;
}

test('a snapshot carries what it does not hold as it stood, and the event of the save counts it', async () => {
  const { http } = await registerPerson(inject('platform').url);
  const persistedPaths = ['/workspace', '/home/dev/.absent'];
  const { id } = await makeSession({ http }, { image: 'burstflare/base', persistedPaths });
  await start(http, id);
  const path = `/api/sessions/${id}/snapshots`;
  const made = expectStatus(await http.post(path, { json: {} }), 201).json<Snapshot>();
  const told = {
    warnings: [{ kind: 'missing', path: '/home/dev/.absent', reason: 'The folder is not there' }],
    warningCounts: { leftOut: 0, changed: 0, missing: 1 },
  };
  expect(made).toMatchObject(told);
  const [listed] = expectStatus(await http.get(path), 200).json<{ items: Snapshot[] }>().items;
  expect(listed).toMatchObject({ id: made.id, ...told });
  const events = expectStatus(await http.get(`/api/sessions/${id}/events`), 200).json<{ items: object[] }>().items;
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'saved', message: `Saved as ${made.id}; not as it stood: 1 not there` }),
  );
  expectStatus(await http.delete(`/api/sessions/${id}`), 204);
});
