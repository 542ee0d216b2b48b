// Owns signing in by a code that a person confirms elsewhere (RFC 8628): showing it, and polling as
// the deployment asks for.
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, type components, ConnectionError, ProblemError } from '@burstflare/sdk';
import { EXIT, Failure } from './failures.ts';
import { openBrowser } from './open-browser.ts';
import { painter } from './output/paint.ts';
import { plain } from './output/text.ts';

interface Options {
  client: Client;
  /** Whose console shows the request. */
  email?: string | undefined;
  open: boolean;
}

/** RFC 8628 section 3.5: what slow_down adds to the interval. */
const SLOWER_SECONDS = 5;

export async function signInByDevice({ client, email, open }: Options): Promise<components['schemas']['AuthResult']> {
  const clientName = `flare on ${hostname()}`.slice(0, 100);
  const started = await client.call('startDeviceLogin', { body: { clientName, email } });
  showCode(started);
  if (open && !(await openBrowser(started.verificationUriComplete))) {
    process.stderr.write('No browser could be opened here; open the address yourself.\n');
  }
  const endsAt = Date.now() + started.expiresInSeconds * 1000;
  let interval = started.intervalSeconds;
  while (Date.now() < endsAt) {
    await wait(interval * 1000);
    const answer = await poll(client, started.deviceCode);
    if (answer === 'slow_down') interval += SLOWER_SECONDS;
    else if (answer !== 'pending') return answer;
  }
  throw new Failure({
    code: 'expired_token',
    title: 'The code has expired',
    detail: 'Nobody confirmed it in time.',
    next: 'Run `flare auth login` again for a new one.',
    exitCode: EXIT.failure,
  });
}

async function poll(client: Client, deviceCode: string) {
  try {
    return await client.call('pollDeviceLogin', { body: { deviceCode } });
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'authorization_pending') return 'pending';
    if (error instanceof ProblemError && (error.code === 'slow_down' || error.code === 'rate_limited'))
      return 'slow_down';
    // The code outlives a lost connection; RFC 8628 asks for slower polls then.
    if (error instanceof ConnectionError) return 'slow_down';
    throw error;
  }
}

// On stderr with --json too: without the code there is no way to go on.
function showCode({
  userCode,
  verificationUri,
  verificationUriComplete,
  expiresInSeconds,
}: components['schemas']['DeviceStart']) {
  const paint = painter(process.stderr);
  process.stderr.write(
    `Open ${paint('cyan', plain(verificationUriComplete))}\n` +
      `or ${plain(verificationUri)} on any device, and confirm the code ${paint('bold', plain(userCode))}\n` +
      `Waiting for up to ${Math.round(expiresInSeconds / 60)} minutes; Ctrl-C gives up.\n`,
  );
}
