import type { Client, components } from '@burstflare/sdk';
import { expect, test } from 'vitest';
import { deleteForgotten } from './forgotten.ts';

type Session = components['schemas']['Session'];

const session = (id: string, state: Session['state'], updatedAt: string) =>
  ({ id, name: id, state, updatedAt }) as Session;

test('a session that somebody came back to since it was listed is kept', async () => {
  const old = '2026-01-01T00:00:00Z';
  const listed = ['runs', 'slept-again', 'gone', 'forgotten'].map((id) => session(id, 'sleeping', old));
  const now: Record<string, Session> = {
    runs: session('runs', 'running', old),
    'slept-again': session('slept-again', 'sleeping', '2026-03-01T00:00:00Z'),
    gone: session('gone', 'deleted', old),
    forgotten: session('forgotten', 'failed', old),
  };
  const asked: string[] = [];
  const client = {
    call: async (operation: string, { params }: { params: { sessionId: string } }) => {
      if (operation !== 'deleteSession') return now[params.sessionId];
      asked.push(params.sessionId);
      now[params.sessionId] = session(params.sessionId, 'deleted', old);
      return undefined;
    },
    follow: async function* () {
      yield { event: 'ready', data: {} };
    },
  } as unknown as Client;
  const said: string[] = [];
  const deleted = await deleteForgotten(client, listed, Date.parse('2026-02-01T00:00:00Z'), (text) => said.push(text));
  expect(asked).toEqual(['forgotten']);
  expect(deleted.map(({ id }) => id)).toEqual(['forgotten']);
  expect(said).toEqual([
    'Kept runs: it changed meanwhile and is running.',
    'Kept slept-again: it changed meanwhile and is sleeping.',
    'gone is deleted already.',
  ]);
});
