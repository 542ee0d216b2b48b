import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Client } from './client.ts';
import { ProblemError } from './errors.ts';
import { commandSession, saveSession } from './settled.ts';

interface Event {
  event: string;
  id: string;
  data: Record<string, unknown>;
}

/** A deployment whose answers and feed the test gives. */
function deployment(refusal?: ProblemError) {
  const asked: string[] = [];
  const answers = { session: 'stopping', snapshot: 'saving' };
  const told: Event[] = [];
  let wake = () => {};
  let open = 0;
  const client = {
    call: async (operationId: string) => {
      asked.push(operationId);
      const isSnapshot = operationId.endsWith('Snapshot');
      return isSnapshot ? { id: 'snp-a', state: answers.snapshot } : { id: 'ses-a', state: answers.session };
    },
    async *follow(_: string, { signal, onState }: { signal: AbortSignal; onState: (state: string) => void }) {
      if (refusal) throw refusal;
      open += 1;
      onState('open');
      signal.addEventListener('abort', () => wake());
      try {
        while (!signal.aborted) {
          const next = told.shift();
          if (next) yield next;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        open -= 1;
      }
    },
  };
  return {
    client: client as unknown as Client, // what seeing a command through does not ask is left out
    answers,
    asked,
    open: () => open,
    tell: (id: string) => {
      told.push({ event: 'session', id: '1', data: { id } });
      wake();
    },
  };
}

const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a command whose answer brings its end follows nothing', async () => {
  const { client, answers, asked, open } = deployment();
  answers.session = 'sleeping';
  expect(await commandSession(client, 'stopSession', 'ses-a')).toMatchObject({ state: 'sleeping' });
  expect([asked, open()]).toEqual([['stopSession'], 0]);
});

test('one that outlasts its answer ends as the feed tells of it, and asks for nothing in between', async () => {
  const { client, answers, asked, open, tell } = deployment();
  const ended = commandSession(client, 'stopSession', 'ses-a');
  await passed(10_000);
  expect(open()).toBe(1);
  expect(asked.length).toBeLessThanOrEqual(3);
  const before = asked.length;
  tell('ses-other');
  await passed(0);
  expect(asked).toHaveLength(before);
  answers.session = 'sleeping';
  tell('ses-a');
  await passed(0);
  expect(await ended).toMatchObject({ state: 'sleeping' });
  await passed(0);
  expect(open()).toBe(0);
});

test('a save ends as the feed tells of its snapshot', async () => {
  const { client, answers, tell } = deployment();
  const ended = saveSession(client, 'ses-a', {});
  await passed(10_000);
  answers.snapshot = 'ready';
  tell('snp-a');
  await passed(0);
  expect(await ended).toMatchObject({ state: 'ready' });
});

test('where the feed cannot be followed, or a hint was lost, it is asked for by itself', async () => {
  const limit = new ProblemError({ code: 'stream_limit', status: 409, title: 'Too many', detail: '' } as never);
  for (const [refusal, withinMs] of [[limit, 5000] as const, [undefined, 20_000] as const]) {
    const { client, answers } = deployment(refusal);
    const ended = commandSession(client, 'stopSession', 'ses-a');
    await passed(60_000);
    answers.session = 'sleeping';
    await passed(withinMs);
    expect(await ended).toMatchObject({ state: 'sleeping' });
  }
});

test('who follows the workspace already is heard, and no stream is opened', async () => {
  const { client, answers, open } = deployment();
  let tell: (id: string | null) => void = () => {};
  let stopped = false;
  const hear = (given: typeof tell) => {
    tell = given;
    return () => (stopped = true);
  };
  const ended = commandSession(client, 'stopSession', 'ses-a', { hear: hear as never });
  await passed(60_000);
  answers.session = 'sleeping';
  tell('ses-a');
  await passed(0);
  expect(await ended).toMatchObject({ state: 'sleeping' });
  expect([open(), stopped]).toEqual([0, true]);
});

test('who gives up is let go at once, with the reason', async () => {
  const { client, open } = deployment();
  const given = new AbortController();
  const ended = commandSession(client, 'stopSession', 'ses-a', { signal: given.signal });
  const failed = expect(ended).rejects.toThrow('enough');
  await passed(1000);
  given.abort(new Error('enough'));
  await passed(0);
  await failed;
  await passed(0);
  expect(open()).toBe(0);
});
