// Who is killed, by SIGKILL and without warning, and how the platform is whole again after it.
import { waitUntil } from '../../../tools/start/wait.ts';
import type { TestPlatform } from '../../support/platform.ts';
import { childrenOf, commandOf, isAlive, kill9, processesOf } from '../../support/processes.ts';

export interface Victim {
  readonly name: string;
  /**
   * `id` is the session or build that something happens to; `whileDown` is done where the whole
   * platform is down for a while. Resolves when the platform serves again.
   */
  kill(platform: TestPlatform, id: string, whileDown?: () => void): Promise<void>;
}

const serves = (platform: TestPlatform) =>
  waitUntil(
    () =>
      fetch(`${platform.apiUrl}/api/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    30_000,
    'the platform to serve',
  );

const workerdOf = ({ pid }: TestPlatform) => childrenOf(pid).find((child) => commandOf(child).includes('workerd'));

export const victims = {
  runtime: {
    name: 'the runtime',
    async kill(_platform, id) {
      const pids = processesOf(id);
      // A session that is just starting, or just gone, may have no process at this very moment.
      if (pids.length > 0) kill9(pids);
    },
  },
  host: {
    name: 'the host',
    async kill(platform) {
      const before = platform.hostPid;
      kill9([before]);
      await waitUntil(() => platform.hostPid !== before && isAlive(platform.hostPid), 30_000, 'another host');
    },
  },
  workerd: {
    name: 'workerd',
    async kill(platform) {
      const before = workerdOf(platform);
      if (before === undefined) throw new Error('workerd is not among the platform’s children.');
      kill9([before]);
      await waitUntil(() => ![before, undefined].includes(workerdOf(platform)), 30_000, 'another workerd');
      await serves(platform);
    },
  },
  platform: {
    name: 'the platform',
    async kill(platform, _id, whileDown) {
      await platform.kill9();
      whileDown?.();
      await platform.start();
    },
  },
} satisfies Record<string, Victim>;
