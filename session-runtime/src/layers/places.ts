// Owns where the session's folders are on this machine. In a sandbox or a container that is where
// the session sees them; a session that runs without one has its workspace, home and temporary
// folder somewhere else.
import type { Settings } from '../settings.ts';

export class Places {
  readonly #moved: readonly (readonly [seen: string, real: string])[];
  readonly workspace: string;
  /** Where captured chunks wait. */
  readonly spool: string;

  constructor({ workspace, baseEnv }: Settings) {
    this.workspace = workspace;
    const temporary = baseEnv.TMPDIR ?? '/tmp';
    this.spool = `${temporary}/burstflare-saves`;
    this.#moved = [
      ['/workspace', workspace],
      ['/home/dev', baseEnv.HOME ?? '/home/dev'],
      ['/tmp', temporary],
    ];
  }

  real(path: string): string {
    const at = this.#moved.find(([seen]) => path === seen || path.startsWith(`${seen}/`));
    return at === undefined ? path : at[1] + path.slice(at[0].length);
  }
}

/**
 * Without those that lie in another one, in order: the same folders give the same archive however
 * they are named.
 */
export function outermost(paths: readonly string[]): string[] {
  const sorted = [...new Set(paths)].sort();
  return sorted.filter((path) => !sorted.some((other) => other !== path && path.startsWith(`${other}/`)));
}

/** As archives name a path: relative to the top, and latin1, which carries any bytes. */
export const inArchive = (path: string) => Buffer.from(path.slice(1), 'utf8').toString('latin1');

/** The segments that name no folder of their own. */
export const isPlain = (path: string) => !path.split('/').some((part) => part === '.' || part === '..');
