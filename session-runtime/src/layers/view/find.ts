// Owns listing trees, by the system's find: it walks deeper than a path can be long, and a name is
// whatever bytes it is.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isOwn } from '../../processes/table.ts';
import { RESERVED } from '../left-behind.ts';
import { BLOCK } from '../tar/header.ts';
import { ENV } from '../tar/process.ts';

export interface Tree {
  /** Where it is on this machine, absolute. */
  folder: string;
  /** As the archive names it; latin1, which carries any bytes. */
  name: string;
}

export interface Listed {
  tree: Tree;
  /** Below the tree's top, without a slash at its ends; empty for the top itself. latin1. */
  path: string;
  /** As find has it: f, d, l, p, and what no archive brings back. */
  type: string;
  mode: number;
  uid: number;
  inode: string;
  links: number;
  size: number;
  /** What it takes on the disk. */
  bytes: number;
  /** The file has holes. */
  sparse: boolean;
  /** When the content changed last, in seconds. */
  changedAt: number;
  /** Another one means that the content may be another. */
  signature: string;
}

const FORMAT = String.raw`%y %m %U %i %n %b %s %T@ %C@ %P\0`;
const FIELDS = 9;

export const nameOf = ({ tree, path }: Listed) => (path === '' ? tree.name : `${tree.name}/${path}`);
/** On this machine, latin1. */
export const placeOf = ({ tree, path }: Listed) => {
  const folder = Buffer.from(tree.folder, 'utf8').toString('latin1');
  return path === '' ? folder : `${folder}/${path}`;
};

/**
 * Everything in the trees but the runtime's own. What cannot be read is listed, and nothing below
 * it.
 */
export async function list(
  trees: readonly Tree[],
  leaveOut: readonly string[],
  giveUp?: AbortSignal,
): Promise<Listed[]> {
  const lists = await Promise.all(trees.map((tree) => listOne(tree, leaveOut, giveUp)));
  return lists.flat();
}

async function listOne(tree: Tree, leaveOut: readonly string[], giveUp?: AbortSignal): Promise<Listed[]> {
  const closed = [`${tree.folder}/${RESERVED}`, ...leaveOut];
  const prune = closed.flatMap((path) => ['-path', literally(path), '-prune', '-o']);
  const child = spawn('find', ['-P', tree.folder, ...prune, '-printf', FORMAT], {
    ...{ cwd: '/', env: ENV, stdio: ['ignore', 'pipe', 'ignore'], killSignal: 'SIGKILL' },
    ...(giveUp === undefined ? {} : { signal: giveUp }),
  });
  isOwn(child);
  const ended = once(child, 'close');
  const parts: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => parts.push(bytes));
  await ended;
  const all = Buffer.concat(parts).toString('latin1');
  if (all === '') throw new Error(`${tree.folder} could not be listed`);
  const listed: Listed[] = [];
  for (let at = 0; at < all.length;) {
    const end = all.indexOf('\0', at);
    listed.push(parse(tree, all.slice(at, end)));
    at = end + 1;
  }
  return listed;
}

function parse(tree: Tree, record: string): Listed {
  let at = 0;
  const field = () => {
    const end = record.indexOf(' ', at);
    const value = record.slice(at, end);
    at = end + 1;
    return value;
  };
  const [type = '', mode = '', uid = '', inode = '', links = '', blocks = '', size = '', changed = '', status = ''] =
    Array.from({ length: FIELDS }, field);
  return {
    ...{ tree, path: record.slice(at), type, mode: parseInt(mode, 8), uid: Number(uid), inode },
    ...{ links: Number(links), size: Number(size), bytes: Number(blocks) * BLOCK },
    sparse: type === 'f' && Number(blocks) * BLOCK < Number(size),
    ...{ changedAt: Number(changed), signature: `${type} ${inode} ${size} ${changed} ${status}` },
  };
}

/** As a pattern of find that fits nothing else. */
const literally = (path: string) => path.replaceAll(/[*?[\]\\]/g, String.raw`\$&`);

/** The order in which tar packs a tree by names: what is in a folder comes right after it. */
export function inOrder(listed: readonly Listed[]): Listed[] {
  const keyed = listed.map((entry) => ({ entry, key: nameOf(entry).replaceAll('/', '\0') }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.map(({ entry }) => entry);
}
