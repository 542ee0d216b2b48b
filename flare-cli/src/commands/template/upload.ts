import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { ProblemError } from '@burstflare/sdk';
import { findTemplate } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { type ManifestFile, readManifestFile } from '../../manifest-file.ts';
import { asArgument } from '../../output/text.ts';

export default class TemplateUpload extends FlareCommand<typeof TemplateUpload> {
  static override summary = 'Add a version to a template';
  static override description = 'The version is what the manifest says. Sessions get it once it is promoted.';
  static override examples = [
    {
      description: 'Add a version and make it the active one',
      command: '<%= config.bin %> <%= command.id %> web --manifest burstflare.yaml --promote',
    },
    {
      description: 'Say what snapshots keep, and for how long a session may sleep',
      command:
        '<%= config.bin %> <%= command.id %> web --manifest burstflare.yaml --persisted-paths /workspace,/home/dev --sleep-ttl-seconds 86400',
    },
  ];
  static override args = { template: Args.string({ description: 'Name or id of the template', required: true }) };
  static override flags = {
    manifest: Flags.string({
      required: true,
      description: 'YAML or JSON file; - for standard input',
      helpValue: '<file>',
    }),
    'persisted-paths': Flags.string({
      description: 'Directories that snapshots keep, in place of the manifest’s',
      helpValue: '<a,b>',
    }),
    'sleep-ttl-seconds': Flags.integer({
      min: 1,
      description: 'Purge a session that sleeps for this long',
      helpValue: '<n>',
    }),
    notes: Flags.string({ description: 'What changed', helpValue: '<text>' }),
    promote: Flags.boolean({ description: 'Make the new version the active one' }),
  };

  async run() {
    const { client, flags } = this;
    const file = await readManifestFile(flags.manifest, {
      persistedPaths: flags['persisted-paths']?.split(',').map((path) => path.trim()),
      sleepTtlSeconds: flags['sleep-ttl-seconds'],
    });
    const template = await findTemplate(client, this.args.template);
    const version = await this.upload(template.id, file);
    this.say(`Added version ${version.number} to ${template.name}; it is ${version.state}.`);
    this.log('%s', version.id);
    if (!flags.promote) {
      this.hint(`Next: flare template promote ${asArgument(template.name)} ${version.number}`);
      return version;
    }
    await client.call('promoteTemplate', { params: { templateId: template.id }, body: { versionId: version.id } });
    this.say(`New sessions of ${template.name} get version ${version.number} from now on.`);
    this.hint(
      `Next: flare session create --template ${asArgument(template.name)} --start. Undo: flare template rollback ${asArgument(template.name)}`,
    );
    return version;
  }

  private async upload(templateId: string, { manifest, locate }: ManifestFile) {
    try {
      // What the file holds is for the deployment to judge; its answer names every field that is wrong.
      const body = { manifest: manifest as { image: string }, notes: this.flags.notes };
      return await this.client.call('createTemplateVersion', { params: { templateId }, body });
    } catch (error) {
      throw error instanceof ProblemError ? locate(error) : error;
    }
  }
}
