// A project of tests/fixtures/projects, brought up as somebody does it who knows nothing of it.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { HttpClient } from '../support/http.ts';
import type { Flare } from '../integration/cli/flare.ts';
import { fixtures } from '../integration/cli/projects.ts';
import { askForPreview } from '../integration/preview/opened-preview.ts';

export interface Started {
  sessionId: string;
  /** Leads a browser into the preview, once. */
  signInUrl: string;
}

/** Throws what `flare up` said where it failed. */
export async function startProject(flare: Flare, name: string, waitSeconds = 60): Promise<Started> {
  const folder = join(flare.folder, name);
  cpSync(join(fixtures, 'projects', name), folder, { recursive: true });
  const up = await flare.json<{ session: { id: string } }>(['up', folder, '--wait-seconds', String(waitSeconds)]);
  const [profile] = Object.values(flare.readConfig().profiles);
  const http = new HttpClient(flare.url).as({ token: profile?.tokens.accessToken ?? '' });
  const { signInUrl } = await askForPreview(http, up.session.id);
  return { sessionId: up.session.id, signInUrl };
}
