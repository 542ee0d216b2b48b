// What a session costs that nobody uses: processor time, requests, and memory of its own processes.
// No app runs in it.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createSession, makeReleased, start } from '../integration/sessions/made-session.ts';
import { hostedInstances } from '../support/host-list.ts';
import type { HttpClient } from '../support/http.ts';
import { expectStatus, registerPerson } from '../support/people.ts';
import type { TestPlatform } from '../support/platform.ts';
import { memoryOf, processesOf } from '../support/processes.ts';
import { cpuMs } from './cpu.ts';
import { type Bench, figuresOf, printShares, printTarget } from './figures.ts';

/** After the start: what comes with it is over. */
const settleMs = 60_000;
const windowMs = 60_000;
const image = 'burstflare/base';
const kinds = {
  'no port declared': { image },
  'a port that never opens': { image, ports: [{ number: 4321 }] },
};

export const bench: Bench = {
  title: 'idle: what sessions cost that nobody uses, 60 s after their start',
  async run(platform) {
    const { http } = await registerPerson(platform.url);
    for (const count of [1, 30]) {
      for (const [kind, manifest] of Object.entries(kinds)) {
        const { template } = await makeReleased(http, manifest);
        await measure(platform, http, template.id, count, kind);
      }
    }
  },
};

async function measure(platform: TestPlatform, http: HttpClient, templateId: string, count: number, kind: string) {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const { id } = await createSession(http, templateId);
    await start(http, id);
    ids.push(id);
  }
  await delay(settleMs);
  const requests = await requestsTo(platform, ids);
  const before = ids.map(sessionCpu);
  const whole = cpuMs(platform.pid);
  await delay(windowMs);
  const perCent = ids.map((id, index) => ((sessionCpu(id) - (before[index] ?? 0)) / windowMs) * 100);
  const wholePerCent = ((cpuMs(platform.pid) - whole) / windowMs) * 100;
  const asked = (await requestsTo(platform, ids)) - requests;
  const memory = ids.map((id) => memoryOf(below(topmost(id))));
  console.log(`\n${count} session${count === 1 ? '' : 's'}, ${kind}, over ${windowMs / 1000} s`);
  printShares({
    '% of a core, one session': row(perCent),
    'RSS, MB': row(memory.map(({ rss }) => rss)),
    'PSS, MB': row(memory.map(({ pss }) => pss)),
  });
  console.log(
    `Platform and sessions together: ${wholePerCent.toFixed(2)} % of a core; ${asked} requests to the sessions`,
  );
  printTarget('processor of an idle session, p50', figuresOf(perCent).p50, { atMost: 0.5 }, ' % of a core');
  printTarget('requests to idle sessions', asked, { atMost: 0 }, '');
  printTarget('RSS, p50', figuresOf(memory.map(({ rss }) => rss)).p50, { atMost: 60 }, ' MB');
  printTarget('PSS, p50', figuresOf(memory.map(({ pss }) => pss)).p50, { atMost: 38 }, ' MB');
  for (const id of ids) expectStatus(await http.delete(`/api/sessions/${id}`), 204);
}

function row(samples: readonly number[]): Record<string, number> {
  const { p50, min, max } = figuresOf(samples);
  return { p50, min, max };
}

async function requestsTo(platform: TestPlatform, ids: readonly string[]): Promise<number> {
  const instances = await hostedInstances(platform.dataDir);
  return instances.filter(({ sessionId }) => ids.includes(sessionId)).reduce((sum, { requests }) => sum + requests, 0);
}

/**
 * Of the session's own processes alone, their children's included: bubblewrap carries the id, and
 * the rest is below it.
 */
function sessionCpu(id: string): number {
  return topmost(id).reduce((sum, pid) => sum + cpuMs(pid), 0);
}

function topmost(id: string): number[] {
  const own = processesOf(id);
  return own.filter((pid) => !own.includes(parentOf(pid)));
}

const parentOf = (pid: number) => Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

function below(pids: readonly number[]): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return pids.includes(parentOf(pid));
      } catch {
        return false; // it ended meanwhile
      }
    });
  return children.length === 0 ? [...pids] : [...pids, ...below(children)];
}
