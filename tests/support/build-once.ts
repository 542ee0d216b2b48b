// vitest globalSetup: builds what `npm start` would build, once, and anew before a watched run;
// what tests start then needs no build of its own.
import type { TestProject } from 'vitest/node';
import { buildAll } from '../../tools/start/builds.ts';

export default async function setup(project: TestProject): Promise<void> {
  project.onTestsRerun(buildAll);
  await buildAll();
}
