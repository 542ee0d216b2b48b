// Projects for tests of `flare up`: copies of the fixtures in a place of their own, on a port that
// nothing else has.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HttpClient } from '../../support/http.ts';
import { openPreview } from '../preview/opened-preview.ts';
import { freePort } from '../../support/free-port.ts';
import { Flare } from './flare.ts';

export const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));

export interface UpResult {
  template: { id: string; name: string };
  version: { id: string; number: number; buildId: string; reused: boolean };
  session: { id: string; name: string; state: string };
  sessionReused: boolean;
  changed: { written: number; removed: number; snapshotId: string } | null;
  previousSession: { id: string; name: string; state: string } | null;
  preview: { port: number; state: string; url: string } | null;
}

export async function signedUp(url: string): Promise<Flare> {
  const flare = new Flare(url);
  await flare.signUp();
  return flare;
}

/**
 * A copy of a fixture, with the manifest that `flare template init` writes for it, moved from its
 * usual port to a free one.
 */
export async function projectOf(flare: Flare, fixture: string, usualPort: number): Promise<string> {
  const folder = join(flare.folder, fixture);
  cpSync(join(fixtures, fixture), folder, { recursive: true });
  await flare.json(['template', 'init', folder]);
  const manifest = join(folder, 'burstflare.yaml');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll(String(usualPort), String(await freePort())));
  return folder;
}

export function folderWith(flare: Flare, name: string, files: Record<string, string>): string {
  const folder = join(flare.folder, name);
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

/** What the app of a session answers through its preview. */
export async function fetchPreview(flare: Flare, sessionId: string, path = '/'): Promise<string> {
  const [profile] = Object.values(flare.readConfig().profiles);
  const http = new HttpClient(flare.url).as({ token: profile?.tokens.accessToken ?? '' });
  const preview = await openPreview(http, sessionId);
  const reply = await preview.http.get(path);
  if (reply.status !== 200) throw new Error(`The preview answered ${reply.status}: ${reply.text.slice(0, 500)}`);
  return reply.text;
}

export async function deleteSessions(flare: Flare): Promise<void> {
  for (const { id } of await flare.json<{ id: string }[]>(['session', 'list']))
    await flare.run(['session', 'delete', id, '--yes']);
}
