// Settings and files that messages, contract and documents name, and those that there are.
import { posix } from 'node:path';
import { exists, isGenerated, isTest, parts, read, textFiles } from './source-files.ts';

export interface Place {
  readonly where: string;
  readonly name: string;
}

const written = textFiles().filter((path) => !isGenerated(path) && !path.includes('/fixtures/'));
const code = written.filter((path) => /\.(ts|mjs|js|sh)$/.test(path));

function places(paths: readonly string[], pattern: RegExp): Place[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) =>
        [...line.matchAll(pattern)].map((match) => ({ where: `${path}:${index + 1}`, name: match[1] ?? '' })),
      ),
  );
}

/** Variables that some program reads out of its environment, or sets for those that it starts. */
export function knownSettings(): Set<string> {
  const used =
    /\benv\??\.([A-Z][A-Z0-9_]+)|\benv, '([A-Z][A-Z0-9_]+)'|\benv: '([A-Z][A-Z0-9_]+)'|['"]?\b([A-Z][A-Z0-9_]+)['"]?\??: |const ([A-Z][A-Z0-9_]+)(?= =)|= ['"]([A-Z][A-Z0-9_]+)['"]/g;
  const names = code.flatMap((path) => [...read(path).matchAll(used)].flatMap((match) => match.slice(1)));
  return new Set(names.filter((name) => name !== undefined));
}

/** Names of ours, and what documents show as a setting. Others' are none of these. */
export function namedSettings(): Place[] {
  const texts = written.filter((path) => /\.(ts|mjs|svelte|yaml|md|toml)$/.test(path) && !isTest(path));
  const ours = places(texts, /\b((?:BURSTFLARE|FLARE|HOST)_[A-Z0-9_]*[A-Z0-9])\b/g);
  const shown = places(
    texts.filter((path) => path.endsWith('.md')),
    /`([A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9])(?:=[^`]*)?`/g,
  );
  const foreign = /_PROXY$|^(NO_COLOR|RLIMIT_.*|PIP_.*|NODE_.*)$/;
  return [...ours, ...shown].filter(({ name }) => !foreign.test(name));
}

/** `BURSTFLARE_VAR_<NAME>` sets the Worker's variable of that name. */
export const settingOf = (name: string) => name.replace(/^BURSTFLARE_VAR_/, '');

/** Files and folders of the repository that documents name in code, from the root or from the document's own folder. */
export function namedFiles(): Place[] {
  const documents = written.filter((path) => path.endsWith('.md'));
  const begins = [...parts, 'docs'].join('|');
  return places(documents, new RegExp(`\`((?:${begins})/[^\`\\s]+)\``, 'g'));
}

/** `npm run <script>` in messages and documents; what runs in somebody's project is no script of ours. */
export function namedScripts(): Place[] {
  const texts = written.filter((path) => /\.(ts|mjs|svelte|yaml|md)$/.test(path) && !isTest(path));
  return places(texts, /\bnpm run ([a-z]+(?:[:-][a-z]+)*)/g).filter(
    ({ where }) => !where.startsWith('flare-cli/src/manifest/'),
  );
}

export function scripts(): Set<string> {
  const files = written.filter((path) => posix.basename(path) === 'package.json');
  // a package.json's own form
  return new Set(files.flatMap((path) => Object.keys((JSON.parse(read(path)) as { scripts?: object }).scripts ?? {})));
}

/** `a/{b,c}` as a/b and a/c. */
function expanded(name: string): string[] {
  const [all, choices = ''] = /\{([^{}]*,[^{}]*)\}/.exec(name) ?? [];
  return all === undefined ? [name] : choices.split(',').flatMap((one) => expanded(name.replace(all, one)));
}

export function isThere({ where, name }: Place): boolean {
  const folder = posix.dirname(where);
  return expanded(name.replace(/[/.]+$/, '')).every((one) => {
    // A place that stands for any, such as <D> or {sessionId}.
    if (/[<{…]/.test(one)) return true;
    const found = ['', '.ts', '.test.ts', '.bench.ts'].map((ending) => one + ending);
    if (found.some((path) => exists(path) || exists(posix.join(folder, path)))) return true;
    if (!one.includes('*')) return false;
    const pattern = new RegExp(`^${one.replaceAll('.', '\\.').replaceAll(/\*+/g, '[^/]*')}`);
    return written.some((path) => pattern.test(path));
  });
}

/** Links within the repository, as documents write them. */
export function documentLinks(): Place[] {
  const documents = written.filter((path) => path.endsWith('.md'));
  return places(documents, /\]\(((?![a-z]+:)[^)\s]+)\)/g);
}

/** As GitHub names a heading in a link. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

export function leads(where: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const from = where.replace(/:\d+$/, '');
  const target = path === '' ? from : posix.join(posix.dirname(from), path);
  if (!exists(target)) return false;
  if (anchor === undefined) return true;
  return [...read(target).matchAll(/^#+ (.*)$/gm)].some(([, heading = '']) => anchorOf(heading) === anchor);
}
