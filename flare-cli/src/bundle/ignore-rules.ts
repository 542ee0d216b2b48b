// Owns which entries of a folder stay out of its bundle: what git says, `.flareignore` over it, and
// what never goes in. Where git cannot be asked, `.gitignore` and `.git/info/exclude` are read as
// git reads them.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { type GitFiles, repositoryOf } from './git.ts';

const OURS = '.flareignore';
/** Of the same folder the later one has the last word. */
const FILES = ['.gitignore', OURS];
/**
 * History and installed packages are large and created again by the build; a session's own folder
 * belongs to the runtime, which refuses it.
 */
const NEVER = new Set(['.git', 'node_modules']);
const NEVER_AT_TOP = '.burstflare';
/** Of one's own, beside the repository's rules. */
const EXCLUDE = '.git/info/exclude';

interface Level {
  /** How the bundle's folder is called from this level: '' or 'packages/web/'. */
  prefix: string;
  /** How this level is called from the bundle's folder: '' or 'src/'. */
  base: string;
  rules: Ignore;
}

export class IgnoreRules {
  readonly #levels: readonly Level[];
  /** By git's word, files and the folders that they lie in; null where it cannot be asked. */
  readonly #kept: ReadonlySet<string> | null;

  private constructor(levels: readonly Level[], kept: ReadonlySet<string> | null) {
    this.#levels = levels;
    this.#kept = kept;
  }

  /** Begins with the rules above the folder, as far up as its repository goes. */
  static of(folder: string, git: GitFiles): IgnoreRules {
    if (git.asked) return new IgnoreRules([], withFolders(git.paths));
    const levels: Level[] = [];
    const top = repositoryOf(folder);
    for (let at = dirname(resolve(folder)); top !== undefined && isInside(at, top); at = dirname(at)) {
      const prefix = `${relative(at, resolve(folder)).split(sep).join('/')}/`;
      // `.flareignore` speaks of what is sent, and a folder above is not.
      const rules = readRules(at, at === top ? [EXCLUDE, '.gitignore'] : ['.gitignore']);
      if (rules !== undefined) levels.unshift({ prefix, base: '', rules });
      if (at === top) break;
    }
    const own = top === resolve(folder) ? readRules(top, [EXCLUDE]) : undefined;
    if (own !== undefined) levels.push({ prefix: '', base: '', rules: own });
    return new IgnoreRules(levels, null);
  }

  /** With the rules of one folder more, `base` from the top of the bundle. */
  within(folder: string, base: string): IgnoreRules {
    const rules = readRules(folder, this.#kept === null ? FILES : [OURS]);
    return rules === undefined ? this : new IgnoreRules([...this.#levels, { prefix: '', base, rules }], this.#kept);
  }

  /** `path` from the top of the bundle. What lies in an ignored folder is not asked for. */
  ignores(path: string, isDirectory: boolean): boolean {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (NEVER.has(name) || path === NEVER_AT_TOP) return true;
    // The nearest rules that say anything decide, as in git.
    for (const { prefix, base, rules } of this.#levels.toReversed()) {
      const { ignored, unignored } = rules.test(`${prefix}${path.slice(base.length)}${isDirectory ? '/' : ''}`);
      if (ignored || unignored) return ignored;
    }
    return this.#kept !== null && !this.#kept.has(keyOf(path));
  }
}

/** One form for names that two systems write differently, as macOS and git do. */
const keyOf = (path: string) => path.normalize('NFC');

function withFolders(paths: ReadonlySet<string>): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const path of paths) {
    const name = keyOf(Buffer.from(path, 'latin1').toString());
    kept.add(name);
    for (let slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
      const folder = name.slice(0, slash);
      if (kept.has(folder)) break;
      kept.add(folder);
    }
  }
  return kept;
}

function readRules(folder: string, names: readonly string[]): Ignore | undefined {
  const texts = names.map((name) => join(folder, name)).filter((path) => existsSync(path));
  if (texts.length === 0) return undefined;
  const rules = ignore();
  for (const path of texts) rules.add(readFileSync(path, 'utf8'));
  return rules;
}

const isInside = (path: string, folder: string) => path === folder || path.startsWith(folder.replace(/[\\/]?$/, sep));
