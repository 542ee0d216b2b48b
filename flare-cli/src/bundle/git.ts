// Owns asking git which files of a folder are its own: those that are tracked, ignored or not, and
// the others that no rule of git's ignores (.gitignore, .git/info/exclude, core.excludesFile).
import { execFile } from 'node:child_process';
import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

export type GitFiles =
  /** Paths from the folder on, as latin1, which carries any bytes. */
  | { asked: true; paths: ReadonlySet<string> }
  /** `reason` is null where there is no repository, or no git on this machine. */
  | { asked: false; reason: string | null };

/**
 * Threat: a repository from elsewhere names a program in its configuration that git runs when it
 * looks at files. Property: the only such setting that `ls-files` heeds is switched off.
 */
const LIST = ['-c', 'core.fsmonitor=false', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];

export async function gitFiles(folder: string): Promise<GitFiles> {
  if (repositoryOf(folder) === undefined) return { asked: false, reason: null };
  const listed = await run(folder, LIST);
  if ('error' in listed) return { asked: false, reason: listed.error };
  const paths = new Set<string>();
  for (const path of listed.output.split('\0')) {
    if (path === '') continue;
    // A repository in the repository, which git names as a folder: it knows its own files.
    const inside = join(folder, Buffer.from(path, 'latin1').toString());
    if (!path.endsWith('/') && !isRepositoryIn(folder, inside)) {
      paths.add(path);
      continue;
    }
    const base = path.replace(/\/$/, '');
    const inner = await gitFiles(inside);
    if (!inner.asked) return inner;
    for (const file of inner.paths) paths.add(`${base}/${file}`);
  }
  return { asked: true, paths };
}

/** Not through links, which may lead back to the folder itself. */
function isRepositoryIn(folder: string, path: string): boolean {
  try {
    if (!lstatSync(path).isDirectory() || !existsSync(join(path, '.git'))) return false;
    return realpathSync(path).startsWith(realpathSync(folder).replace(/[\\/]?$/, sep));
  } catch {
    return false;
  }
}

export function repositoryOf(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** Set where git itself calls flare, as in a hook; they speak of another repository. */
const ELSEWHERE = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX'];

function run(folder: string, args: string[]): Promise<{ output: string } | { error: string | null }> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ELSEWHERE.includes(name)));
  const options = { cwd: folder, env, encoding: 'latin1', maxBuffer: MAX_OUTPUT_BYTES } as const;
  return new Promise((resolved) => {
    execFile('git', args, options, (error, stdout, stderr) => {
      if (error === null) resolved({ output: stdout });
      else if (error.code === 'ENOENT') resolved({ error: null });
      else resolved({ error: stderr.trim().split('\n')[0] ?? error.message });
    });
  });
}
