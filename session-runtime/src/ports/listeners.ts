// Owns the question which TCP ports this session's processes listen on, answered from /proc.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';

/** Who listens. */
export interface Owner {
  pid: number;
  group: number;
  /** The name of its program. */
  name: string;
}

/** `address`: the loopback address that reaches the listener. */
export interface Listener extends Owner {
  address: string;
}

/** By port. */
export type Listeners = Map<number, Listener>;

interface Socket {
  port: number;
  address: string;
  inode: string;
}

const LISTEN = '0A'; // include/net/tcp_states.h
const ADDRESSES: Record<string, string> = {
  '00000000': '127.0.0.1',
  '0100007F': '127.0.0.1',
  '00000000000000000000000000000000': '::1',
  '00000000000000000000000001000000': '::1',
  '0000000000000000FFFF00000100007F': '127.0.0.1',
};

export class ListenerScan {
  // A socket stays with the session that made it, so its owner is looked up once: walking every
  // descriptor is the costly part. Null is nobody of the session.
  #owned = new Map<string, Owner | null>();
  #counted = '';

  /**
   * `marker` is set where the session has no namespaces of its own: then a process counts only if
   * its environment carries it. Threat: on a shared network another session's app would be shown as
   * this one's. Property: only own listeners count.
   */
  constructor(
    readonly marker: string | null,
    /** The runtime's own port, which is none of the session's. */
    readonly hidden: number | null = null,
  ) {}

  /**
   * Whether a listener may have come or gone since the last scan: the kernel counts the sockets in
   * use for a thousandth of what it takes to list them. A count that is the same does not prove it,
   * as one socket may have taken another's place.
   */
  mayHaveChanged(): boolean {
    return this.#counted === '' || socketsInUse() !== this.#counted;
  }

  async scan(): Promise<Listeners> {
    this.#counted = socketsInUse(); // Before the list: what comes in between is a change since.
    const all = [...table('/proc/net/tcp'), ...table('/proc/net/tcp6')];
    const sockets = all.filter(({ port }) => port !== this.hidden);
    if (sockets.some((socket) => !this.#owned.has(socket.inode))) await this.#findOwners(sockets);
    const known = new Map(sockets.map(({ inode }) => [inode, this.#owned.get(inode) ?? null]));
    this.#owned = known;
    const listeners: Listeners = new Map();
    for (const { port, address, inode } of sockets) {
      const owner = known.get(inode);
      if (owner && listeners.get(port)?.address !== '127.0.0.1') listeners.set(port, { ...owner, address });
    }
    return listeners;
  }

  async #findOwners(sockets: Socket[]): Promise<void> {
    const owners = await this.#ownInodes();
    for (const { inode } of sockets) this.#owned.set(inode, owners.get(inode) ?? null);
  }

  async #ownInodes(): Promise<Map<string, Owner>> {
    const owners = new Map<string, Owner>();
    const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    for (const pid of processes) {
      if (this.marker !== null && !(await carries(pid, this.marker))) continue;
      // A process that ended meanwhile, or that belongs to somebody else, cannot be read: it has
      // nothing to say here.
      const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
      const links = await Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
      for (const link of links) {
        const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1];
        if (inode !== undefined && !owners.has(inode)) owners.set(inode, await ownerOf(pid));
      }
    }
    return owners;
  }
}

async function ownerOf(pid: string): Promise<Owner> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // Programs name their threads, and so themselves, as they like; the file is what people know.
  const program = await readlink(`/proc/${pid}/exe`).catch(() => '');
  // pid (name) state ppid pgrp …, and the name may hold anything.
  const [from, to] = [stat.indexOf('('), stat.lastIndexOf(')')];
  const [, , group] = stat.slice(to + 2).split(' ');
  const name = basename(program.replace(/ \(deleted\)$/, '')) || stat.slice(from + 1, to);
  return { pid: Number(pid), group: Number(group), name: name.slice(0, 64) };
}

async function carries(pid: string, marker: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
  return environment.split('\0').includes(marker);
}

/** How many TCP sockets of each family this network has; empty where the kernel does not say. */
function socketsInUse(): string {
  return ['/proc/net/sockstat', '/proc/net/sockstat6'].map(counts).join('');
}

function counts(path: string): string {
  try {
    return /^TCP6?: inuse \d+/m.exec(readFileSync(path, 'latin1'))?.[0] ?? '';
  } catch {
    return ''; // A kernel without IPv6 has no sockstat6.
  }
}

function table(path: string): Socket[] {
  try {
    return parseTable(readTable(path));
  } catch {
    return []; // A kernel without IPv6 has no tcp6.
  }
}

const SHORT_BYTES = 3840; // A page without room for one more line.

/**
 * For each read the kernel goes through the connections of the whole machine, milliseconds of the
 * processor on a large one, also to say that there is no more. It fills at least a page, so what
 * fills none was the last. And it is read at once: by the thread pool it takes longer still.
 */
function readTable(path: string): string {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(65_536);
    let text = '';
    for (;;) {
      const bytes = readSync(file, buffer);
      text += buffer.toString('latin1', 0, bytes);
      if (bytes < SHORT_BYTES) return text;
    }
  } finally {
    closeSync(file);
  }
}

/** Listening sockets of a /proc/net/tcp table that loopback reaches. */
export function parseTable(text: string): Socket[] {
  const sockets: Socket[] = [];
  for (const line of text.split('\n').slice(1)) {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    const [host = '', port = ''] = local.split(':');
    const address = ADDRESSES[host];
    if (state === LISTEN && address !== undefined) sockets.push({ port: Number.parseInt(port, 16), address, inode });
  }
  return sockets;
}
