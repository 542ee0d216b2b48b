// Owns where on this machine control groups can be made: for each resource the hierarchy that has
// its controller, in either version, and the folder of it that the daemon itself is in.
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

export const resources = ['memory', 'processes', 'processor'] as const;
export type Resource = (typeof resources)[number];

export const controllers: Record<Resource, string> = { memory: 'memory', processes: 'pids', processor: 'cpu' };

export interface Place {
  version: 1 | 2;
  /** The folder in which a group of the daemon's own can be made. */
  base: string;
}

interface Mount {
  version: 1 | 2;
  root: string;
  at: string;
  controllers: string[];
}

/**
 * Where each resource can be limited; null where no hierarchy has its controller. `proc` is
 * /proc/self.
 */
export async function findPlaces(proc: string): Promise<Record<Resource, Place | null>> {
  const [mountinfo, memberships] = await Promise.all([
    readFile(join(proc, 'mountinfo'), 'utf8'),
    readFile(join(proc, 'cgroup'), 'utf8'),
  ]);
  const mounts = mountinfo.split('\n').flatMap(readMount);
  const own = memberships.split('\n').map(readMembership);
  const places = await Promise.all(
    resources.map(async (resource) => [resource, await place(controllers[resource], mounts, own)] as const),
  );
  // Object.fromEntries forgets which keys it was given.
  return Object.fromEntries(places) as Record<Resource, Place | null>;
}

async function place(controller: string, mounts: Mount[], own: Membership[]): Promise<Place | null> {
  const first = mounts.find((mount) => mount.version === 1 && mount.controllers.includes(controller));
  if (first !== undefined) {
    const path = own.find(({ controllers }) => controllers.includes(controller))?.path ?? '/';
    return { version: 1, base: inside(first, path) };
  }
  const unified = mounts.find(({ version }) => version === 2);
  if (unified === undefined) return null;
  const group = inside(unified, own.find(({ controllers }) => controllers.length === 0)?.path ?? '/');
  // Beside the daemon's group and not in it: in version 2 a group that holds processes cannot hand
  // controllers down.
  const base = group === unified.at ? group : dirname(group);
  const offered = await readFile(join(base, 'cgroup.controllers'), 'utf8').catch(() => '');
  return offered.trim().split(' ').includes(controller) ? { version: 2, base } : null;
}

/**
 * A container may see just a part of the hierarchy, by the full path or by the path within that
 * part.
 */
function inside({ root, at }: Mount, path: string): string {
  const below = path === root || path.startsWith(root === '/' ? '/' : `${root}/`) ? relative(root, path) : path;
  return below.startsWith('..') ? at : join(at, below);
}

function readMount(line: string): Mount[] {
  const [before = '', after = ''] = line.split(' - ');
  const [, , , root = '', at = ''] = before.split(' ');
  const [type, , options = ''] = after.split(' ');
  if (type === 'cgroup2') return [{ version: 2, root, at, controllers: [] }];
  return type === 'cgroup' ? [{ version: 1, root, at, controllers: options.split(',') }] : [];
}

interface Membership {
  controllers: string[];
  path: string;
}

function readMembership(line: string): Membership {
  const [, names = '', path = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
  return { controllers: names === '' ? [] : names.split(','), path };
}
