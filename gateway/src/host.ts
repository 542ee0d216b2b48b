// The runtime host, the object stores and the feed that this deployment is configured for.
import { WorkspaceFeeds } from './domains/workspaces/coordinators.ts';
import type { Feed } from './domains/workspaces/port.ts';
import type { Env } from './env.ts';
import { ProcessHost } from './platform/process-host.ts';
import { log } from './platform/log.ts';
import { ObjectStore, type ObjectStores } from './platform/object-store.ts';
import type { RuntimeHost } from './platform/runtime-host.ts';

export function makeHost(env: Env): RuntimeHost {
  if (env.RUNTIME_HOST === 'container') {
    throw new Error(
      'RUNTIME_HOST is "container", and this version cannot run sessions in Cloudflare Containers. Set RUNTIME_HOST=process and run BurstFlare with `npm start`.',
    );
  }
  const { PROCESS_HOST: socket, PROCESS_HOST_URL: url, HOST_SECRET: secret } = env;
  if ((!socket && !url) || !secret) {
    throw new Error(
      'RUNTIME_HOST=process needs the binding PROCESS_HOST or PROCESS_HOST_URL, and the secret HOST_SECRET; `npm start` and `npm run dev` set them.',
    );
  }
  const ask = socket ? socket.fetch.bind(socket) : fetch;
  return new ProcessHost((path, init) => ask(`${url ?? 'http://localhost'}${path}`, init), secret);
}

export const makeFeed = (env: Env): Feed => new WorkspaceFeeds(env.WORKSPACE_FEED, log);

export function makeObjectStores(env: Env): ObjectStores {
  return {
    bundles: new ObjectStore(env.TEMPLATE_BUCKET),
    builds: new ObjectStore(env.BUILD_BUCKET),
    snapshots: new ObjectStore(env.SNAPSHOT_BUCKET),
  };
}
