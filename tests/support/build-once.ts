// vitest globalSetup: builds what `npm start` would build, once; the platforms of the tests then start in about a second.
import { buildAll } from '../../tools/start/builds.ts';

export default async function setup(): Promise<void> {
  await buildAll();
}
