// Owns what a folder needs that has a session: nothing, some files, its setup once more, or another
// session. Pure, by what was sent last.
import type { components } from '@burstflare/sdk';
import type { FileStates } from '../bundle/pack.ts';
import { sameManifest } from '../manifest/same.ts';

export type ChangedFile = components['schemas']['ChangedFile'];

export interface Sent {
  digest: string | null;
  manifest: unknown;
  files: FileStates;
}

export type Need =
  | { kind: 'nothing' }
  /** The files alone: what the build went by is as it was. */
  | { kind: 'files'; files: ChangedFile[] }
  /** And the setup, as its input changed, or as it did not end the last time. */
  | { kind: 'setup'; files: ChangedFile[] }
  /** A session gets its manifest when it is created. */
  | { kind: 'session' };

export function needOf(before: Sent & { isSetUp: boolean }, now: Sent): Need {
  if (!sameManifest(before.manifest, now.manifest)) return { kind: 'session' };
  const files = before.digest === now.digest ? [] : changesOf(before.files, now.files);
  const setup: unknown = Object(now.manifest).setup;
  const reads = files.some(({ path }) => isInputOf(setup, path));
  if (!before.isSetUp || reads) return { kind: 'setup', files };
  return files.length === 0 ? { kind: 'nothing' } : { kind: 'files', files };
}

function changesOf(before: FileStates, now: FileStates): ChangedFile[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return paths
    .map((path) => ({ path, before: stateOf(before, path), after: stateOf(now, path) }))
    .filter((file) => file.before !== file.after);
}

/** A file may be called `constructor`, which every object has. */
const stateOf = (files: FileStates, path: string) => (Object.hasOwn(files, path) ? (files[path] ?? null) : null);

/** What a shell takes for more than a word: the rest of such a line may read anything. */
const SHELL = /[;|&<>()$`\n\r]/;
/** Steps that read nothing of a folder but what names its packages. */
const INSTALLS = [
  // Options and names of the registry, no paths.
  /^(npm (ci|install|i)|(pnpm|yarn|bun) install)( (--?[\w-]+(=[\w./-]+)?|(@[\w-]+\/)?[\w-]+(@[\w.^~-]+)?))*$/,
  /^python3 -m venv [\w./-]+$/,
  /^([\w./-]+\/)?pip install -r ([\w./-]+\/)?requirements[\w.-]*\.txt$/,
  /^bundle (config|install)( [\w.:=/-]+)*$/,
  /^composer install( --?[\w-]+(=[\w-]+)?)*$/,
  /^(\.venv\/bin\/)?[\w-]+( -m [\w.]+)? --version$/,
  /^hugo version$/,
];
const NAMES_PACKAGES =
  /(^|\/)(package\.json|package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|pnpm-workspace\.yaml|yarn\.lock|bun\.lockb?|\.npmrc|\.yarnrc(\.yml)?|requirements[^/]*\.txt|constraints[^/]*\.txt|Gemfile(\.lock)?|[^/]+\.gemspec|composer\.(json|lock))$/;

/** Whether a setup may come to something else where this file changes. */
export function isInputOf(setup: unknown, path: string): boolean {
  if (typeof setup !== 'string') return false;
  const steps = setup
    .trim()
    .split('&&')
    .map((step) => step.replace(/^ +| +$/g, ''));
  if (!steps.every((step) => !SHELL.test(step) && INSTALLS.some((install) => install.test(step)))) return true;
  return NAMES_PACKAGES.test(path) || /(^|\/)(patches|\.yarn)\//.test(path);
}
