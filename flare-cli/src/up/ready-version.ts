// Owns getting a folder's version ready: the newest one if nothing changed, else a new one, built
// to its end and promoted.
import { type Client, type components, ProblemError } from '@burstflare/sdk';
import { buildFailed, followBuild } from '../build/follow-build.ts';
import type { Bundle } from '../bundle/pack.ts';
import type { FolderManifest } from '../manifest/of-folder.ts';
import { sendBundle, uploadVersion } from './add-version.ts';
import { sameManifest } from '../manifest/same.ts';

type Template = components['schemas']['Template'];
type Version = components['schemas']['TemplateVersion'];

export interface Readying {
  client: Client;
  template: Template;
  manifest: FolderManifest;
  quiet: boolean;
  say(text: string): void;
  /** How to go on after Ctrl-C. */
  again: string;
}

export interface Begun {
  version: Version;
  /** Nothing changed since this version was created. */
  reused: boolean;
}

/** Needs the bundle; what comes after does not. */
export async function beginVersion(readying: Readying, bundle: Bundle | undefined): Promise<Begun> {
  const { client, template, manifest, quiet, say } = readying;
  const newest = await newestVersion(client, template);
  if (newest !== undefined && isSame(newest, manifest, bundle)) {
    say(`Nothing changed since version ${newest.number}.`);
    return { version: await takeUp(readying, newest, bundle), reused: true };
  }
  const version = await uploadVersion(client, template.id, { ...manifest, bundle }, quiet);
  say(`Added version ${version.number} to ${template.name}.`);
  return { version, reused: false };
}

const RACES = ['version_already_active', 'release_conflict'];

/** Builds the version to its end and promotes it. */
export async function finishVersion(readying: Readying, begun: Version): Promise<Version> {
  const { client, template, say } = readying;
  const version = await built(readying, begun);
  if (template.activeVersion?.id !== version.id) {
    const params = { templateId: template.id };
    await client.call('promoteTemplate', { params, body: { versionId: version.id } }).catch(async (error: unknown) => {
      // Another flare up promoted the same version at the same moment.
      const isRace = error instanceof ProblemError && RACES.includes(error.code);
      const { activeVersion } = isRace ? await client.call('getTemplate', { params }) : template;
      if (activeVersion?.id !== version.id) throw error;
    });
    say(`New sessions of ${template.name} get version ${version.number} from now on.`);
  }
  return version;
}

async function newestVersion(client: Client, template: Template): Promise<Version | undefined> {
  const query = { limit: 1 };
  const { items } = await client.call('listTemplateVersions', { params: { templateId: template.id }, query });
  return items[0];
}

const isSame = (version: Version, { manifest }: FolderManifest, bundle: Bundle | undefined) =>
  version.bundle?.digest === bundle?.digest && sameManifest(manifest, version.manifest);

/** A version that is there already may have been left at any point. */
async function takeUp(
  { client, quiet, say }: Readying,
  version: Version,
  bundle: Bundle | undefined,
): Promise<Version> {
  if (bundle !== undefined && version.state === 'uploading') return sendBundle(client, version, bundle, quiet);
  if (version.state !== 'failed' || version.buildId === null) return version;
  say('Its build failed; retrying it.');
  await client.call('retryBuild', { params: { buildId: version.buildId } });
  return { ...version, state: 'building' };
}

async function built({ client, quiet, say, again }: Readying, version: Version): Promise<Version> {
  const { id: versionId, templateId, buildId, state } = version;
  if (state === 'ready' || buildId === null) return version;
  say(`Building version ${version.number}: ${buildId}`);
  const build = await followBuild(client, buildId, {
    to: quiet ? undefined : process.stderr,
    onInterrupt: `The build continues. Follow it: flare build log ${buildId} --follow. Then: ${again}`,
    say,
  });
  if (build.state !== 'succeeded') throw await buildFailed(client, build, !quiet);
  return client.call('getTemplateVersion', { params: { templateId, versionId } });
}
