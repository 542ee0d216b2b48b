// Owns the host's process: starts serving, says so in one line of JSON on stdout, and takes every
// session down with it when it ends.
import { mkdir, rm } from 'node:fs/promises';
import { isRoot } from './accounts.ts';
import { closedFolder, Disks } from './disk.ts';
import { readAllowList } from './egress/allow-list.ts';
import { Egress } from './egress/egress.ts';
import { systemResolver } from './egress/resolver.ts';
import { Upstream } from './egress/upstream.ts';
import { Instances } from './instances.ts';
import { Keeper } from './limits/keeper.ts';
import { enterOwnMounts } from './limits/own-mounts.ts';
import { Notices } from './notices.ts';
import { probe, withoutBubblewrap } from './sandbox.ts';
import { outliveErrors } from '../src/http/last-net.ts';
import { createHostServer } from './server.ts';
import { readSettings } from './settings.ts';
import { findToolchain } from './toolchain.ts';

enterOwnMounts();
const settings = readSettings(process.env);
const allowed = readAllowList(settings.egressAllow);
const upstream = Upstream.read(process.env);
await mkdir(settings.dataDir, { recursive: true });
const [{ isolation, reason, refusal }, tools] = await Promise.all([choose(), findToolchain()]);
if (refusal !== null) process.stderr.write(`${refusal}\n`);
else if (isolation === 'none') {
  process.stderr.write(
    `WARNING: sessions run WITHOUT a sandbox and can see each other and this machine (${reason}). Install bubblewrap (apt-get install bubblewrap) where it may make namespaces, and start again.\n`,
  );
  for (const path of isRoot ? [settings.dataDir, settings.runtimeDir, tools.node] : []) {
    const closed = closedFolder(path);
    if (closed !== null)
      process.stderr.write(
        `Sessions will not start: their users cannot reach ${path}. Allow it: chmod o+x ${closed}\n`,
      );
  }
}
for (const note of tools.notes) process.stderr.write(`${note}\n`);
if (tools.npm === null) process.stderr.write('No npm was found on this machine: sessions have Node without npm.\n');

const keeper = await Keeper.open(settings.dataDir, isolation, settings.limits.diskBytes);
for (const [limit, { reason }] of Object.entries(keeper.report))
  if (reason !== null) process.stderr.write(`Not bounded for a session as a whole: ${limit} (${reason}).\n`);

const egress = new Egress({
  policy: {
    resolve: systemResolver(),
    allowed: [allowed, readAllowList(tools.registries.join(' '))],
    unknownNames: upstream === null ? 'refuse' : 'pass',
  },
  upstream,
});
const notices = new Notices(settings.gatewayUrl, settings.secret);
const instances = new Instances(new Disks(settings.dataDir, keeper.volumes), {
  isolation,
  refusal,
  runtimeDir: settings.runtimeDir,
  tools,
  notices,
  egress,
  keeper,
  limits: settings.limits,
});
await instances.adopt();
const server = createHostServer(instances, settings.secret, settings.bodyStallSeconds);

async function choose() {
  if (settings.isolation === 'none')
    return { isolation: 'none', reason: 'HOST_ISOLATION asks for none', refusal: null } as const;
  const found = await probe();
  if (found.isolation === 'bubblewrap') return { ...found, refusal: null };
  if (settings.isolation === 'bubblewrap') {
    throw new Error(`bubblewrap is asked for by HOST_ISOLATION and does not work here: ${found.reason}`);
  }
  return { ...found, refusal: settings.unsafeSessions ? null : withoutBubblewrap(found.reason) };
}

let ending: Promise<void> | null = null;
function end(): void {
  ending ??= (async () => {
    server.close();
    // Nobody shall see in the instances' ends what they are not: the end of the host itself.
    server.closeAllConnections();
    await instances.close();
    process.exit(0);
  })();
}
process.on('SIGTERM', end);
process.on('SIGINT', end);
// Whoever started the daemon holds the other end: it must not outlive them, however they end.
process.stdin.on('end', end).on('error', end).resume();

// A socket's file outlives a daemon that was killed.
if ('path' in settings.listen) await rm(settings.listen.path, { force: true });
server.listen(settings.listen, () => {
  outliveErrors();
  const address = server.address();
  const at = typeof address === 'object' && address !== null ? { port: address.port } : settings.listen;
  process.stdout.write(`${JSON.stringify({ ready: true, ...at, isolation, refusal })}\n`);
});
