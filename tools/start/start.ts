// npm start: prepares what is missing, serves the whole platform on one port, and stops cleanly.
// Started with an IPC channel (the tests do), it reports there when it is ready, sweeps when it is
// asked to, and ends when the channel closes.
import { buildAll, requireBuilds } from './builds.ts';
import { onEndSignals } from './end-signals.ts';
import { failureText } from './failure-text.ts';
import { type Platform, startPlatform } from './platform.ts';
import { missingReport, readyReport } from './report.ts';
import { readSettings, type Settings } from './settings.ts';
import { ensureTools, platformTools, type Tool } from './system-tools.ts';

let platform: Platform | undefined;
let ending = false;

onEndSignals(() => void end(0));
if (process.connected) process.on('disconnect', () => void end(0));

try {
  const settings = readSettings(process.env);
  const missing = await prepare(settings);
  platform = await startPlatform(settings, (reason) => {
    console.error(`\n${reason}; stopping. The log: ${settings.dataDir}/logs/platform.log`);
    void end(1);
  });
  if (process.send) {
    process.on('message', (message) => void sweepFor(message));
    const { url, apiUrl, port, hostPid } = platform;
    process.send({ ready: true, url, apiUrl, port, pid: process.pid, hostPid });
  } else {
    console.log(readyReport(platform, missing));
  }
} catch (error) {
  if (!ending) {
    console.error(failureText(error));
    process.exit(1);
  }
}

async function prepare(settings: Settings): Promise<Tool[]> {
  if (settings.prebuilt) {
    requireBuilds();
    return [];
  }
  const missing = ensureTools(platformTools, settings.installTools);
  if (missing.some((tool) => tool.required)) {
    console.error(missingReport(missing).join('\n'));
    process.exit(1);
  }
  await buildAll();
  return missing;
}

/**
 * `{sweep: <any id>}` is answered with `{swept: <the id>, failed: <why, or null>}`: a test need not
 * wait for the minute to pass.
 */
async function sweepFor(message: unknown): Promise<void> {
  if (typeof message !== 'object' || message === null || !('sweep' in message)) return;
  const failed = await platform?.sweep().then(() => null, String);
  process.send?.({ swept: message.sweep, failed });
}

/**
 * The first call stops everything in order; the second gives up on that. The children die with this
 * process either way.
 */
async function end(code: number): Promise<void> {
  if (ending || !platform) process.exit(ending ? 1 : code);
  ending = true;
  await platform.stop().catch((error: unknown) => {
    console.error(error);
    code = 1;
  });
  process.exit(code);
}
