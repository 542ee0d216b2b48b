// Owns asking how a folder is run of which no file says it, and writing the answer down.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usageFailure } from '../failures.ts';
import { appPort, type Draft } from '../manifest/draft.ts';
import { type FolderManifest, MANIFEST_NAME, manifestText, ofDraft } from '../manifest/of-folder.ts';
import { askLine, askYes } from '../prompt.ts';

export interface Asking {
  folder: string;
  schemaUrl: string;
  say(text: string): void;
}

export async function askedManifest({ folder, schemaUrl, say }: Asking): Promise<FolderManifest> {
  say(`Nothing in ${folder} says how to run it.`);
  const start = await askLine('What command starts it? (empty: none, a session with a terminal alone) ');
  const answer = start === '' ? '' : await askLine('On which port does it listen? (empty: on none) ');
  const number = answer === '' ? undefined : appPort(answer);
  if (answer !== '' && number === undefined)
    throw usageFailure(`${answer} is not a port that an app can have`, 'Name one from 1024 to 65535.');
  const draft: Draft = { ...(start !== '' && { start }), ...(number !== undefined && { ports: [{ number }] }) };
  if (await askYes(`Write this to ${MANIFEST_NAME}, so that it is not asked again?`)) {
    await writeFile(join(folder, MANIFEST_NAME), manifestText(draft, schemaUrl));
    say(`Wrote ${join(folder, MANIFEST_NAME)}.`);
  }
  return ofDraft(folder, draft);
}
