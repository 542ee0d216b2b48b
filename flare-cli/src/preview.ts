// Owns showing where a session's app is, and opening it in the browser.
import type { Client } from '@burstflare/sdk';
import * as Flags from '@oclif/core/flags';
import { openBrowser } from './open-browser.ts';

export const previewFlags = {
  port: Flags.integer({
    min: 1,
    max: 65_535,
    description: 'Which port; the one that the app opened, or the first that the manifest names, if absent',
  }),
  path: Flags.string({ description: 'Where in the app to land', helpValue: '</path>' }),
};

interface Wanted {
  port: number | undefined;
  path: string | undefined;
  open: boolean;
}

interface Out {
  /** The address, which is the result. */
  log(url: string): void;
  say(text: string): void;
}

export async function showPreview(client: Client, sessionId: string, { port, path, open }: Wanted, out: Out) {
  const {
    signInUrl,
    expiresAt: _,
    ...preview
  } = await client.call('openPreview', {
    params: { sessionId },
    query: { port, path },
  });
  out.log(preview.url);
  if (preview.state !== 'open') out.say(`Nothing listens on port ${preview.port} yet.`);
  // The sign-in link is a credential: it goes to the browser, not into logs.
  if (open && !(await openBrowser(signInUrl))) out.say('No browser could be opened here; open the address yourself.');
  return preview;
}
