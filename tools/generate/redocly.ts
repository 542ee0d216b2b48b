// Owns the calls of redocly: lint and bundle. redocly has no library for this version, so its CLI
// runs as a child (0.3 s each).
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from './document.ts';

const cli = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');

export interface Finding {
  ruleId: string;
  message: string;
  file: string;
  pointer: string;
  line: number;
}

export class LintError extends Error {
  constructor(readonly findings: Finding[]) {
    const lines = findings.map((f) => `  ${f.file}:${f.line} ${f.pointer}\n    ${f.message} (${f.ruleId})`);
    super(
      `The contract breaks ${findings.length} rule(s) of openapi/redocly.yaml and openapi/rules:\n${lines.join('\n')}`,
    );
  }
}

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

function redocly(cwd: string, args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };
    const options = { cwd, env, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
  });
}

/**
 * Lints entries of `openapi/` (aliases of redocly.yaml); throws a LintError that lists the findings
 * of all of them.
 */
export async function lint(openapi: string, config: string, entries: string[]): Promise<void> {
  // One run each: for several entries redocly prints several JSON documents in a row.
  const findings = (await Promise.all(entries.map((entry) => lintOne(openapi, config, entry)))).flat();
  if (findings.length > 0) throw new LintError(findings);
}

export async function lintOne(openapi: string, config: string, entry: string): Promise<Finding[]> {
  const run = await redocly(openapi, ['lint', entry, '--config', config, '--format', 'json', '--max-problems', '1000']);
  const findings = findingsOf(run);
  if (run.code !== 0 && findings.length === 0) {
    throw new Error(`redocly lint ${entry} failed (exit ${run.code}):\n${run.stderr || run.stdout}`);
  }
  return findings;
}

interface Report {
  problems: {
    ruleId: string;
    message: string;
    location: { source: { ref: string }; pointer?: string; start?: { line: number } }[];
  }[];
}

function findingsOf(run: Run): Finding[] {
  if (!run.stdout.trimStart().startsWith('{')) return [];
  // The report is redocly's own format; a shape that changed shows as a TypeError in the tests of
  // the rules.
  const report = JSON.parse(run.stdout) as Report;
  return report.problems.map(({ ruleId, message, location: [at] }) => ({
    ruleId,
    message,
    file: at?.source.ref ?? '',
    pointer: at?.pointer ?? '',
    line: at?.start?.line ?? 0,
  }));
}

/** Bundles one entry into a single document with every external $ref turned into a component. */
export async function bundle(openapi: string, config: string, entry: string): Promise<Json> {
  const folder = await mkdtemp(join(tmpdir(), 'burstflare-bundle-'));
  try {
    const file = join(folder, 'bundle.json');
    const run = await redocly(openapi, ['bundle', entry, '--config', config, '--ext', 'json', '-o', file]);
    if (run.code !== 0)
      throw new Error(`redocly bundle ${entry} failed (exit ${run.code}):\n${run.stderr || run.stdout}`);
    // JSON.parse answers any; a JSON text is Json by definition.
    return JSON.parse(await readFile(file, 'utf8')) as Json;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
