// Owns detecting what a folder without a manifest is, by the files that its own tools go by.
// devcontainer.json comes first, since somebody wrote it for this purpose; what it leaves open is
// read off the project, by the table of rules.
import { readDevcontainer } from './devcontainer.ts';
import type { Detection, Draft } from './draft.ts';
import { Project } from './project.ts';
import { packageOfWorkspace } from './rules/node/node.ts';
import { rootAround } from './rules/node/workspace.ts';
import { RULES } from './rules/table.ts';

export interface FolderDetection extends Detection {
  /** The folder that is sent: the one asked about, or the root of the workspace that it is in. */
  root: string;
}

/** Undefined if nothing says how to run it. Throws where a file that says so is broken. */
export function detect(folder: string): FolderDetection | undefined {
  const workspace = rootAround(folder);
  const app = workspace && packageOfWorkspace(new Project(workspace.root), workspace.path);
  if (workspace === undefined || app === undefined) return detectIn(folder);
  const { root, path } = workspace;
  const found = [`${root}: the workspace that ${path} is a package of, which is sent as a whole`, ...app.found];
  return { root, unsupported: [], ...app, found };
}

function detectIn(folder: string): FolderDetection | undefined {
  const project = new Project(folder);
  const container = readDevcontainer(project);
  const app = byRules(project);
  const one = container ?? app;
  if (container === undefined || app === undefined) return one && { root: folder, ...one };
  const draft: Draft = { ...app.draft, ...container.draft };
  const env = { ...app.draft.env, ...container.draft.env };
  if (Object.keys(env).length > 0) draft.env = env;
  return {
    root: folder,
    draft,
    found: [...container.found, ...app.found],
    unsupported: [...container.unsupported, ...app.unsupported],
  };
}

function byRules(project: Project): Detection | undefined {
  for (const rule of RULES) {
    const found = rule.find(project);
    if (found !== undefined) return { unsupported: [], ...found };
  }
  return undefined;
}
