// Owns reading package.json: the fields that rules go by, each in the form it should have.
import type { Project } from '../../project.ts';

export interface Package {
  name: string | undefined;
  main: string | undefined;
  /** Such as pnpm@10.2.0. */
  packageManager: string | undefined;
  /** Patterns of folders, where this is the root of a workspace. */
  workspaces: string[];
  scripts: Record<string, string>;
  dependencies: ReadonlySet<string>;
}

export function packageIn(project: Project): Package | undefined {
  const fields = project.json('package.json', 'plain');
  if (fields === undefined) return undefined;
  const { name, main, packageManager, workspaces } = fields;
  return {
    name: textOf(name),
    main: textOf(main),
    packageManager: textOf(packageManager),
    workspaces: textsOf(Array.isArray(workspaces) ? workspaces : Object(workspaces).packages),
    scripts: Object.fromEntries(
      Object.entries(Object(fields.scripts)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    dependencies: new Set([fields.dependencies, fields.devDependencies].flatMap((group) => Object.keys(Object(group)))),
  };
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
