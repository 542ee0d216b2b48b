import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { checkAccount, killAll } from './processes.ts';

test('root, and the daemon’s own user, are no session’s account: nothing is ended for them', () => {
  for (const uid of [0, process.getuid?.() ?? 0])
    expect(() => checkAccount({ shared: false, uid })).toThrow(/no session/);
  expect(() => checkAccount({ shared: false, uid: 200_000 })).not.toThrow();
});

test('where the account is shared, only what carries the mark of the instance is ended', async () => {
  const mark = `opn-${process.pid}-test`;
  const own = spawn('sleep', ['60'], { env: { ...process.env, BURSTFLARE_INSTANCE_ID: mark } });
  const other = spawn('sleep', ['60'], { env: { ...process.env, BURSTFLARE_INSTANCE_ID: `${mark}-2` } });
  await Promise.all([once(own, 'spawn'), once(other, 'spawn')]);
  const ended = once(own, 'exit');
  try {
    await killAll(mark, { shared: true, uid: process.getuid?.() ?? 0 });
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect([other.exitCode, other.signalCode]).toEqual([null, null]);
  } finally {
    other.kill();
  }
});
