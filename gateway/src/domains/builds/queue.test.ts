// What becomes of the queue's messages: each is settled by itself.
import { expect, test } from 'vitest';
import type { Builds } from './port.ts';
import { takeBuildMessages } from './queue.ts';

const good = 'bld-k3v7q2xw5mzt4n6ypa2b';
const broken = 'bld-k3v7q2xw5mzt4n6ypa2c';

async function taken(bodies: unknown[]): Promise<{ settled: string[]; nudged: string[]; errors: string[] }> {
  const settled: string[] = [];
  const nudged: string[] = [];
  const errors: string[] = [];
  const builds = {
    nudge: async (id: string, source: string) => {
      if (id === broken) throw new Error('Its record is of a newer release.');
      nudged.push(`${source} ${id}`);
    },
  } as unknown as Builds; // nothing else is asked of it
  const log = { info: () => undefined, error: (message: string) => void errors.push(message) };
  const messages = bodies.map((body, index) => ({
    id: `message-${index}`,
    body,
    ack: () => void settled.push(`${index} ack`),
    retry: ({ delaySeconds }: { delaySeconds: number }) => void settled.push(`${index} again in ${delaySeconds} s`),
  }));
  await takeBuildMessages({ builds, log }, messages);
  return { settled, nudged, errors };
}

test('a message that cannot be handled holds up none of those beside it', async () => {
  const { settled, nudged, errors } = await taken([{ buildId: broken }, { buildId: good }]);
  expect(settled).toEqual(['0 again in 10 s', '1 ack']);
  expect(nudged).toEqual([`queue ${good}`]);
  expect(errors).toEqual(['build could not be nudged']);
});

test('what is no message of a build is put away, and asks nothing of anybody', async () => {
  const nonsense = [null, 'bld', {}, { buildId: 7 }, { buildId: '../sessions' }, { buildId: 'bld-' }];
  const { settled, nudged, errors } = await taken([...nonsense, { buildId: good }]);
  expect(settled).toEqual([...nonsense, good].map((_, index) => `${index} ack`));
  expect(nudged).toEqual([`queue ${good}`]);
  expect(errors).toHaveLength(nonsense.length);
});
