// Followers of one workspace: how soon a change reaches them, what each of them costs, and what one
// costs that reads nothing.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expectStatus, type Person, registerPerson } from '../support/people.ts';
import type { TestPlatform } from '../support/platform.ts';
import { descendantsOf, memoryOf } from '../support/processes.ts';
import { cpuMs } from './cpu.ts';
import { type Bench, figuresOf, printFigures, printShares, printTarget } from './figures.ts';
import { type Followers, startFollowers } from './followers.ts';

const many = 200;
const changes = 100;
const rounds = 3;
const idleMs = 10_000;
const settleMs = 2000;
const targetMs = 500;

export const bench: Bench = {
  title: `streams: followers of one workspace, 2 and ${many} of them`,
  env: { BURSTFLARE_VAR_STREAMS_PER_PERSON: '1000' },
  async run(platform) {
    const ada = await registerPerson(platform.url);
    const subject = await makeTemplate(ada, 'followed');
    const at = { port: platform.port, token: ada.token, lazy: false };
    // The first ones pay for what is loaded once.
    const warm = await startFollowers({ ...at, count: 2 });
    await changeInTurn(ada, subject, warm, 20);
    await warm.close();

    const samples: Record<string, number[]> = {};
    const memory: { all: number; each: number }[] = [];
    const idle: number[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const count of [2, many]) {
        await delay(settleMs);
        const before = serverMemory(platform);
        const followers = await startFollowers({ ...at, count });
        const { second, last } = await changeInTurn(ada, subject, followers, changes);
        (samples[`${count} followers: change to the second one`] ??= []).push(...second);
        (samples[`${count} followers: change to the last one`] ??= []).push(...last);
        if (count === many) {
          await delay(settleMs);
          const all = serverMemory(platform);
          memory.push({ all, each: ((all - before) / many) * 1024 });
          const cpu = cpuMs(platform.pid);
          await delay(idleMs);
          idle.push(((cpuMs(platform.pid) - cpu) / idleMs) * 100);
        }
        await followers.close();
      }
    }
    console.log(
      `\nFrom the request that changes something to the event, ${rounds} × ${changes} changes, one after the other`,
    );
    printFigures(samples);
    console.log(`\nMemory of workerd (PSS) with ${many} followers, after ${changes} changes each, ${rounds} rounds`);
    printShares({
      'workerd, MB': row(memory.map(({ all }) => all)),
      'each follower, KB': row(memory.map(({ each }) => each)),
      [`% of a core, ${many} idle`]: row(idle),
    });
    for (const [what, values] of Object.entries(samples)) {
      const p95 = values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
      printTarget(`${what}, p95`, p95, { atMost: targetMs }, ' ms');
    }
    await withOneThatReadsNothing(platform, ada);
  },
};

/** Of workerd alone: the process that holds the connections. */
function serverMemory({ pid }: TestPlatform): number {
  const workerd = descendantsOf(pid).filter((child) =>
    readFileSync(`/proc/${child}/comm`, 'utf8').startsWith('workerd'),
  );
  return memoryOf(workerd).pss;
}

function row(samples: readonly number[]): Record<string, number> {
  const { p50, min, max } = figuresOf(samples);
  return { p50, min, max };
}

async function makeTemplate({ http }: Person, name: string): Promise<string> {
  return expectStatus(await http.post('/api/templates', { json: { name } }), 201).json<{ id: string }>().id;
}

/**
 * Changes something and waits until all followers know, again and again. From the request's start,
 * in milliseconds.
 */
async function changeInTurn({ http }: Person, id: string, followers: Followers, count: number) {
  const second: number[] = [];
  const last: number[] = [];
  for (let n = 0; n < count; n++) {
    const begun = performance.timeOrigin + performance.now();
    const reply = http.post(`/api/templates/${id}/${n % 2 === 0 ? 'archive' : 'restore'}`);
    const event = await followers.next('event');
    expectStatus(await reply, 200);
    second.push(event.second - begun);
    last.push(event.last - begun);
  }
  return { second, last };
}

/**
 * Enough that no buffer of the kernel holds it: then its own queue is full, and half a minute later
 * it is cut off.
 */
async function withOneThatReadsNothing({ port }: TestPlatform, ada: Person): Promise<void> {
  const subject = await makeTemplate(ada, 'with a lazy one');
  const keen = await startFollowers({ port, token: ada.token, count: many, lazy: false });
  const lazy = await startFollowers({ port, token: ada.token, count: 1, lazy: true });
  const env = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`LONG_${n}`, 'x'.repeat(2000)]));
  const json = { manifest: { image: 'burstflare/base', env } };
  const versions = 500;
  for (let n = 0; n < versions; n++) {
    expectStatus(await ada.http.post(`/api/templates/${subject}/versions`, { json }), 201);
  }
  await delay(settleMs);
  keen.drain();
  const { last } = await changeInTurn(ada, subject, keen, 50);
  console.log(`\nBeside one that reads nothing of ${versions} versions of 12 KB: change to the last of ${many}`);
  printFigures({ 'with a lazy one': last });
  // A heartbeat finds out at the latest 15 s after the half minute.
  await delay(50_000);
  lazy.read();
  const cut = await Promise.race([lazy.next('closed').then(() => true), delay(10_000).then(() => false)]);
  console.log(`${cut ? '✓ met   ' : '✗ missed'} the one that reads nothing was cut off`);
  await Promise.all([keen.close(), lazy.close()]);
}
