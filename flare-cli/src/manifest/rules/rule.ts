// Owns the form of a rule: what it looks at, and what follows from it.
import type { Draft } from '../draft.ts';
import type { Project } from '../project.ts';

export interface Found {
  draft: Draft;
  /** Sentences: what was found, and what follows. */
  found: string[];
  unsupported?: string[];
}

export interface Rule {
  /** The files that it goes by, as docs/manifest.md names them. */
  looksAt: string;
  /** Undefined where the rule does not apply. */
  find(project: Project): Found | undefined;
}

export const port = (number: number, label?: string) => ({ number, ...(label !== undefined && { label }) });
