import { statSync } from 'node:fs';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { components } from '@burstflare/sdk';
import { buildFailed, followBuild } from '../../build/follow-build.ts';
import { listFiles } from '../../bundle/list-files.ts';
import { type Bundle, readArchive, withBundle } from '../../bundle/pack.ts';
import { EXIT, Failure, usageFailure } from '../../failures.ts';
import { findTemplate } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { manifestIn } from '../../manifest/of-folder.ts';
import { type ManifestFile, manifestOfFlags, readManifestFile } from '../../manifest/read.ts';
import { asArgument } from '../../output/text.ts';
import { uploadVersion } from '../../up/add-version.ts';

type Template = components['schemas']['Template'];
type Version = components['schemas']['TemplateVersion'];

export default class TemplateUpload extends FlareCommand<typeof TemplateUpload> {
  static override summary = 'Add a version to a template';
  static override description = `Adds a version with the manifest, and with the files of an archive or a folder if one is given. Follows the build, except with --no-wait.
New sessions get the version once it is promoted.`;
  static override examples = [
    {
      description: 'A folder with its burstflare.yaml; make it the active version',
      command: '<%= config.bin %> <%= command.id %> web --dir . --promote',
    },
    {
      description: 'An archive that something else packed',
      command: '<%= config.bin %> <%= command.id %> web --file web.tar.gz --manifest burstflare.yaml',
    },
    {
      description: 'Set what snapshots keep, and how long a sleeping session is to be kept',
      command:
        '<%= config.bin %> <%= command.id %> web --manifest burstflare.yaml --persisted-paths /workspace,/home/dev --sleep-ttl-seconds 86400',
    },
  ];
  static override args = { template: Args.string({ description: 'Name or id of the template', required: true }) };
  static override flags = {
    file: Flags.string({ description: 'A .tar.gz with the files', helpValue: '<archive>', exclusive: ['dir'] }),
    dir: Flags.string({
      description: 'A folder with the files; .gitignore and .flareignore exclude files',
      helpValue: '<folder>',
    }),
    manifest: Flags.string({
      description: 'YAML or JSON file, - for standard input; the folder’s burstflare.yaml if absent',
      helpValue: '<file>',
    }),
    'persisted-paths': Flags.string({
      description: 'Directories that snapshots keep, in place of the manifest’s',
      helpValue: '<a,b>',
    }),
    'sleep-ttl-seconds': Flags.integer({
      min: 1,
      description: 'How long a sleeping session is to be kept; recorded and shown, nothing is purged by it yet',
      helpValue: '<n>',
    }),
    notes: Flags.string({ description: 'What changed', helpValue: '<text>' }),
    promote: Flags.boolean({ description: 'Make the new version the active one, once it is built' }),
    wait: Flags.boolean({ default: true, allowNo: true, description: 'Follow the build until it has ended' }),
  };

  async run() {
    const { client, flags } = this;
    if (flags.promote && !flags.wait)
      throw usageFailure('--promote needs a finished build', 'Omit --no-wait, or promote the version later.');
    const file = await this.#manifest();
    const template = await findTemplate(client, this.args.template);
    const added = await this.#withFiles((bundle) =>
      uploadVersion(client, template.id, { ...file, notes: flags.notes, bundle }, this.jsonEnabled()),
    );
    this.say(`Added version ${added.number} to ${template.name}; it is ${added.state}.`);
    const version = flags.wait ? await this.#built(added) : added;
    this.log('%s', version.id);
    if (flags.promote) await this.#promote(template, version);
    else if (version.state === 'ready')
      this.hint(`Next: flare template promote ${asArgument(template.name)} ${version.number}`);
    else this.hint(`Follow its build: flare build log ${version.buildId} --follow`);
    return version;
  }

  async #manifest(): Promise<ManifestFile> {
    const { manifest, dir, file } = this.flags;
    if (dir !== undefined && !statSync(dir, { throwIfNoEntry: false })?.isDirectory())
      throw usageFailure(`${dir} is not a folder`, 'Name the folder that has the files.');
    const path = manifest ?? (dir === undefined ? undefined : manifestIn(dir));
    const overrides = {
      persistedPaths: this.flags['persisted-paths']?.split(',').map((entry) => entry.trim()),
      sleepTtlSeconds: this.flags['sleep-ttl-seconds'],
    };
    if (path !== undefined) return readManifestFile(path, overrides);
    if (dir !== undefined) throw noManifest(dir);
    if (file === undefined)
      throw usageFailure('There is nothing to upload', 'Name a folder (--dir), an archive (--file) or a --manifest.');
    return manifestOfFlags(overrides);
  }

  async #withFiles<R>(use: (bundle: Bundle | undefined) => Promise<R>): Promise<R> {
    const { dir, file } = this.flags;
    if (file !== undefined) return use(await readArchive(file));
    if (dir === undefined) return use(undefined);
    const listing = await listFiles(dir);
    for (const remark of listing.remarks) this.say(remark);
    return withBundle(listing, use);
  }

  async #built(version: Version): Promise<Version> {
    const { client } = this;
    const { templateId, id: versionId, buildId, state } = version;
    if (state !== 'building' || buildId === null) return version;
    const quiet = this.jsonEnabled();
    const build = await followBuild(client, buildId, {
      to: quiet ? undefined : process.stderr,
      onInterrupt: `The build continues. Follow it: flare build log ${buildId} --follow`,
      say: (text) => this.say(text),
    });
    if (build.state !== 'succeeded') throw await buildFailed(client, build, !quiet);
    return client.call('getTemplateVersion', { params: { templateId, versionId } });
  }

  async #promote({ id: templateId, name }: Template, { id: versionId, number }: Version): Promise<void> {
    await this.client.call('promoteTemplate', { params: { templateId }, body: { versionId } });
    this.say(`New sessions of ${name} get version ${number} from now on.`);
    this.hint(
      `Next: flare session create --template ${asArgument(name)} --start. Undo: flare template rollback ${asArgument(name)}`,
    );
  }
}

function noManifest(folder: string): Failure {
  return new Failure({
    code: 'manifest_missing',
    title: `${folder} has no burstflare.yaml`,
    next: 'Run `flare template init` there, or name another file with --manifest.',
    exitCode: EXIT.usage,
  });
}
