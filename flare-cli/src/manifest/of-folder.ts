// Owns the manifest of a folder: the file at its root, or what detection proposes; and writing such
// a file.
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { ProblemError } from '@burstflare/sdk';
import { stringify } from 'yaml';
import { EXIT, Failure } from '../failures.ts';
import { DEFAULT_IMAGE, readManifestFile } from './read.ts';
import { detect } from './detect.ts';
import type { Draft } from './draft.ts';
import { rootAround } from './rules/node/workspace.ts';
import { RULES } from './rules/table.ts';

export const MANIFEST_NAME = 'burstflare.yaml';
const NAMES = [MANIFEST_NAME, 'burstflare.yml'];

export interface FolderManifest {
  /** The folder that is sent, which may be the workspace around the one that was asked for. */
  root: string;
  manifest: Record<string, unknown>;
  name: string | undefined;
  /** The file that it was read from; absent if it was detected. */
  file: string | undefined;
  found: readonly string[];
  unsupported: readonly string[];
  locate(problem: ProblemError): ProblemError;
}

export const manifestIn = (folder: string): string | undefined =>
  NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));

/** Undefined where nothing says how the folder is run. */
export async function folderManifest(folder: string): Promise<FolderManifest | undefined> {
  const root = manifestIn(folder) === undefined ? (rootAround(folder)?.root ?? folder) : folder;
  const file = manifestIn(root);
  if (file !== undefined) {
    const read = await readManifestFile(file, { persistedPaths: undefined, sleepTtlSeconds: undefined });
    const name = root === folder ? basename(file) : file;
    return { ...read, root, file, found: [`${name}: the manifest`], unsupported: [] };
  }
  const detected = detect(folder);
  if (detected === undefined || Object.keys(detected.draft).length === 0) return undefined;
  const { draft, found, unsupported } = detected;
  return { ...ofDraft(detected.root, draft), found, unsupported };
}

/** For a folder without a file. */
export const ofDraft = (root: string, draft: Draft): FolderManifest => ({
  root,
  manifest: manifestOf(draft),
  name: undefined,
  file: undefined,
  found: [],
  unsupported: [],
  locate: (problem) => problem,
});

/**
 * Everything that a way into a session can be of use for; what a deployment does not offer is not
 * shown.
 */
const manifestOf = (draft: Draft) => ({ image: DEFAULT_IMAGE, features: ['preview', 'terminal'], ...draft });

/** A manifest to go on from, with editors pointed to its schema. */
export function manifestText(draft: Draft | undefined, schemaUrl: string): string {
  const head = `# yaml-language-server: $schema=${schemaUrl}\n`;
  if (draft !== undefined && Object.keys(draft).length > 0)
    return head + stringify(manifestOf(draft), { lineWidth: 0 });
  return `${head}${stringify(manifestOf({}))}# Run once, by the build, with the files in place:
# setup: npm ci
# Starts the app, and the ports that it opens; the first is what the preview shows:
# start: npm start
# ports:
#   - number: 3000
`;
}

export const templateNameOf = (folder: string): string => basename(resolve(folder));

export function nothingDetected(folder: string): Failure {
  return new Failure({
    code: 'nothing_detected',
    title: `Nothing in ${folder} says how to run it`,
    detail: `Looked for: burstflare.yaml, devcontainer.json, ${RULES.map(({ looksAt }) => looksAt).join('; ')}.`,
    next: 'Run `flare template init`, then say in burstflare.yaml how to start it.',
    exitCode: EXIT.usage,
  });
}
