// vitest globalSetup: one platform for all contract and integration tests. Tests keep apart by
// people and workspaces of their own.
import type { TestProject } from 'vitest/node';
import buildOnce from './build-once.ts';
import { startPlatform } from './platform.ts';

export interface SharedPlatform {
  readonly url: string;
  readonly apiUrl: string;
  readonly port: number;
  readonly dataDir: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    platform: SharedPlatform;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildOnce(project);
  const platform = await startPlatform();
  const { url, apiUrl, port, dataDir } = platform;
  project.provide('platform', { url, apiUrl, port, dataDir });
  return () => platform.stop();
}
