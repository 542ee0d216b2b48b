// Owns the rule for package.json: the package alone, or the workspace that it is the root of.
import type { Draft } from '../../draft.ts';
import type { Project } from '../../project.ts';
import type { Found, Rule } from '../rule.ts';
import { type App, appOf } from './app.ts';
import { type Manager, managerOf } from './manager.ts';
import { packageIn } from './package.ts';
import { appOfWorkspace, packagesOf, patternsOf } from './workspace.ts';

export const nodeRule: Rule = {
  looksAt: 'package.json, its lockfile and its workspaces',
  find(project) {
    const pkg = packageIn(project);
    if (pkg === undefined) return undefined;
    const manager = managerOf(project, pkg);
    const patterns = patternsOf(project, pkg);
    if (patterns === undefined) {
      const app = appOf(project, pkg, manager);
      return app && foundOf(app, manager, []);
    }
    const workspace = appOfWorkspace(project, pkg, manager, packagesOf(project, patterns));
    return workspace && foundOf(workspace.app, manager, workspace.others);
  },
};

/** The package at `path` of a workspace, installed and started from the workspace's root. */
export function packageOfWorkspace(root: Project, path: string): Found | undefined {
  const pkg = packageIn(root);
  const project = root.within(path);
  const own = packageIn(project);
  if (pkg === undefined || own === undefined) return undefined;
  const manager = managerOf(root, pkg);
  const app = appOf(project, own, manager);
  return app && foundOf(app, manager, []);
}

function foundOf({ start, ports, env, found }: App, manager: Manager, others: readonly string[]): Found {
  const { setup, persistedPaths } = manager;
  const all = { ...manager.env, ...env };
  const draft: Draft = {
    ...(setup !== undefined && { setup }),
    start,
    ...(ports.length > 0 && { ports }),
    ...(Object.keys(all).length > 0 && { env: all }),
    ...(persistedPaths !== undefined && { persistedPaths }),
  };
  const unsupported = others.map((path) => `${path}: it has an app as well; start it with \`flare up ${path}\``);
  return { draft, found: [...found, manager.found], unsupported };
}
