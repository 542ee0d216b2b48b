// Migrations only go forward: numbered without gaps, named by verb, and never edited once a release
// carries them.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../start/settings.ts';
import { migrationFiles } from '../start/migrations.ts';

export function checkMigrations(folder: string): string | undefined {
  const names = migrationFiles(folder);
  const newest = names.at(-1);
  const problems = [
    ...names.flatMap(nameProblem),
    ...(newest ? versionProblem(newest, readFileSync(join(folder, newest), 'utf8')) : []),
    ...releasedAndChanged(folder, names),
  ];
  return problems.length > 0 ? problems.join('\n') : undefined;
}

export function nameProblem(name: string, index: number): string[] {
  const number = String(index + 1).padStart(4, '0');
  if (!/^\d{4}_[a-z0-9]+(_[a-z0-9]+)*\.sql$/.test(name)) return [`${name}: name it ${number}_verb_and_noun.sql`];
  if (!name.startsWith(number)) return [`${name}: it is the ${index + 1}. migration, so its number is ${number}`];
  return [];
}

/**
 * Health reports what the newest migration says of itself, so a database that lacks a migration
 * shows.
 */
export function versionProblem(name: string, sql: string): string[] {
  const statement = `UPDATE schema_meta SET version = ${Number(name.slice(0, 4))};`;
  return sql.includes(statement) ? [] : [`${name}: end it with: ${statement}`];
}

/**
 * Before the first release a migration may be rewritten; from then on databases exist that have run
 * it.
 */
function releasedAndChanged(folder: string, names: readonly string[]): string[] {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  const release = git('describe', '--tags', '--abbrev=0', '--match', 'v*');
  if (release.status !== 0) return [];
  const tag = release.stdout.trim();
  const inRelease = git('ls-tree', '-r', '--name-only', tag, relative(root, folder)).stdout.split('\n').filter(Boolean);
  return inRelease.flatMap((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const now = names.includes(name) ? readFileSync(join(folder, name), 'utf8') : undefined;
    if (now === git('show', `${tag}:${path}`).stdout) return [];
    return [`${name}: ${tag} carries it, so it stays as it is; put the change into a new migration`];
  });
}
