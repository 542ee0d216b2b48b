// Owns which entries of a folder stay out of its bundle: `.gitignore` as git reads it,
// `.flareignore` over it, and what never goes in.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Of the same folder the later one has the last word. */
const FILES = ['.gitignore', '.flareignore'];
/**
 * History and installed packages are large and created again by the build; a session's own folder
 * belongs to the runtime, which refuses it.
 */
const NEVER = new Set(['.git', 'node_modules']);
const NEVER_AT_TOP = '.burstflare';

interface Level {
  /** How the bundle's folder is called from this level: '' or 'packages/web/'. */
  prefix: string;
  /** How this level is called from the bundle's folder: '' or 'src/'. */
  base: string;
  rules: Ignore;
}

export class IgnoreRules {
  readonly #levels: readonly Level[];

  private constructor(levels: readonly Level[]) {
    this.#levels = levels;
  }

  /** Begins with the rules above the folder, as far up as its repository goes. */
  static of(folder: string): IgnoreRules {
    const levels: Level[] = [];
    const top = repositoryOf(folder);
    for (let at = dirname(resolve(folder)); top !== undefined && isInside(at, top); at = dirname(at)) {
      const prefix = `${relative(at, resolve(folder)).split(sep).join('/')}/`;
      // `.flareignore` speaks of what is sent, and a folder above is not.
      const rules = readRules(at, ['.gitignore']);
      if (rules !== undefined) levels.unshift({ prefix, base: '', rules });
      if (at === top) break;
    }
    return new IgnoreRules(levels);
  }

  /** With the rules of one folder more, `base` from the top of the bundle. */
  within(folder: string, base: string): IgnoreRules {
    const rules = readRules(folder, FILES);
    return rules === undefined ? this : new IgnoreRules([...this.#levels, { prefix: '', base, rules }]);
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
    return false;
  }
}

function readRules(folder: string, names: readonly string[]): Ignore | undefined {
  const texts = names.map((name) => join(folder, name)).filter((path) => existsSync(path));
  if (texts.length === 0) return undefined;
  const rules = ignore();
  for (const path of texts) rules.add(readFileSync(path, 'utf8'));
  return rules;
}

function repositoryOf(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

const isInside = (path: string, folder: string) => path === folder || path.startsWith(folder.replace(/[\\/]?$/, sep));
