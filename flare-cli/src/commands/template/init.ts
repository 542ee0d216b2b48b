import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { EXIT, Failure, usageFailure } from '../../failures.ts';
import { FlareCommand } from '../../flare-command.ts';
import { detect } from '../../manifest/detect.ts';
import { MANIFEST_NAME, manifestIn, manifestText } from '../../manifest/of-folder.ts';
import { asArgument } from '../../output/text.ts';

export default class TemplateInit extends FlareCommand<typeof TemplateInit> {
  static override summary = 'Write a manifest for a folder';
  static override description = `Writes burstflare.yaml by what the folder holds: devcontainer.json, package.json and its lockfile, the files by which frameworks of
Python, Ruby, PHP, Go, Rust and Deno are known, Procfile, Makefile, compose file, Dockerfile, index.html. For a package of a workspace the file
goes to the workspace's root. Says what was read from where. \`flare up\` does the same without a file.`;
  static override examples = [
    { description: 'For the current folder', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Anew, over the one that is there', command: '<%= config.bin %> <%= command.id %> web --force' },
  ];
  static override args = { dir: Args.string({ description: 'The folder', default: '.' }) };
  static override flags = { force: Flags.boolean({ description: 'Replace the manifest that is there' }) };

  async run() {
    const folder = resolve(this.args.dir);
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw usageFailure(`${folder} is not a folder`);
    const { root = folder, draft, found = [], unsupported = [] } = detect(folder) ?? {};
    const present = manifestIn(root);
    if (present !== undefined && !this.flags.force) throw alreadyThere(present);
    const file = present ?? join(root, MANIFEST_NAME);
    const text = manifestText(draft, `${this.apiUrl}/manifest.schema.json`);
    await writeFile(file, text);
    for (const line of found) this.say(`Found ${line}`);
    for (const line of unsupported) this.say(`Not used: ${line}`);
    if (found.length === 0) this.say('Found nothing that says how to run it; fill in the file.');
    this.say(`Wrote ${file}.`);
    this.log('%s', text.trimEnd());
    this.hint(`Next: flare up ${this.args.dir === '.' ? '' : asArgument(this.args.dir)}`.trimEnd());
    return { file, found, unsupported };
  }
}

function alreadyThere(file: string): Failure {
  return new Failure({
    code: 'manifest_exists',
    title: `There is a manifest already: ${file}`,
    next: 'Edit it, or replace it with --force.',
    exitCode: EXIT.conflict,
  });
}
