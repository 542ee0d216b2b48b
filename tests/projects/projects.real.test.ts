// Starts projects as people have them for real, looks at each through its preview in Chromium, and
// writes docs/projects.md. A command of its own, npm run test:projects: it takes minutes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, inject, test } from 'vitest';
import { findTool } from '../../tools/start/system-tools.ts';
import { describeWithBrowser } from '../support/browser.ts';
import type { Flare } from '../integration/cli/flare.ts';
import { signedUp } from '../integration/cli/projects.ts';
import { LEFT, type Project, STARTED } from './list.ts';
import { startProject } from './started.ts';

const { apiUrl: url } = inject('platform');
const root = join(import.meta.dirname, '../..');
const screenshots = join(root, '.build/projects');
const WAIT_SECONDS = 120;
const PAGE_MS = 60_000;

interface Row {
  outcome: 'works' | 'fails' | 'skipped';
  seconds: number | null;
  message: string;
}

const rows = new Map<string, Row>();
let flare: Flare;

/** What the machine lacks, with the way to it; undefined where it has all. */
function missing({ needs, modules = {} }: Project): string | undefined {
  for (const [program, debian] of Object.entries(needs))
    if (findTool(program) === undefined) return `${program} is not installed (apt-get install ${debian})`;
  for (const [module, debian] of Object.entries(modules)) {
    if (spawnSync('/usr/bin/python3', ['-c', `import ${module}`]).status !== 0)
      return `Python's ${module} is not installed (apt-get install ${debian})`;
  }
  return undefined;
}

const firstLine = (text: string) => text.trim().split('\n')[0]?.slice(0, 120) ?? '';

/** The title of a failure of flare, else its message. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return firstLine(/"title":"([^"]+)"/.exec(message)?.[1] ?? message);
}

describeWithBrowser('projects as people have them', ({ newPage }) => {
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    flare = await signedUp(url);
  });
  // After each: a run that is cut off has its lines too.
  afterEach(() => writeFileSync(join(root, 'docs/projects.md'), report()));
  afterAll(() => flare.remove());

  test.each(STARTED.map((project) => [project.name, project] as const))('%s', async (name, project) => {
    const lack = missing(project);
    if (lack !== undefined) {
      rows.set(name, { outcome: 'skipped', seconds: null, message: lack });
      console.log(`${name} is skipped: ${lack}`);
      return;
    }
    const from = performance.now();
    try {
      const { sessionId, signInUrl } = await startProject(flare, name, WAIT_SECONDS);
      const seconds = (performance.now() - from) / 1000;
      const page = await newPage({ viewport: { width: 1000, height: 700 } });
      await page.goto(signInUrl, { timeout: PAGE_MS });
      await page.getByText(project.shows).first().waitFor({ timeout: PAGE_MS });
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
      const message = firstLine((await page.getByText(project.shows).first().innerText()) || (await page.title()));
      rows.set(name, { outcome: 'works', seconds, message });
      await page.context().close();
      await flare.run(['session', 'delete', sessionId, '--yes']);
    } catch (error) {
      rows.set(name, { outcome: 'fails', seconds: (performance.now() - from) / 1000, message: messageOf(error) });
      throw error;
    }
  });
});

const cell = (text: string) => text.replaceAll('|', String.raw`\|`);

/** A run of some of them leaves the lines of the others. */
function report(): string {
  const file = join(root, 'docs/projects.md');
  const before = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const lines = STARTED.map(({ name }) => {
    const row = rows.get(name);
    const kept = before.find((line) => line.startsWith(`| \`${name}\` |`));
    if (row === undefined && kept !== undefined) return kept;
    const { outcome, seconds, message } = row ?? { outcome: 'skipped', seconds: null, message: 'not run' };
    return `| \`${name}\` | ${outcome} | ${seconds === null ? '' : seconds.toFixed(1)} | ${cell(message)} |`;
  });
  const left = LEFT.map(
    ([names, reason]) =>
      `| ${names
        .split(', ')
        .map((name) => `\`${name}\``)
        .join(', ')} | not started | | ${reason} |`,
  );
  return `# Projects

Written by \`npm run test:projects\`: each project of \`tests/fixtures/projects\` is copied, brought up by \`flare up\` without a manifest, and looked at in
Chromium through its preview. Seconds are from the command to the open port, with the installation of its packages and an empty cache, on
${cpus().length} processors that other work shares. The message is what the page shows, or what \`flare\` says.

| project | outcome | seconds | message |
|---|---|---|---|
${[...lines, ...left].join('\n')}
`;
}
