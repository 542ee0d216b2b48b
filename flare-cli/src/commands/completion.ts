import * as Args from '@oclif/core/args';
import { scriptFor, SHELLS } from '../completion/scripts.ts';
import { placesOf } from '../completion/words.ts';
import { FlareCommand } from '../flare-command.ts';

export default class Completion extends FlareCommand<typeof Completion> {
  static override summary = 'Print the completion script of a shell';
  static override description = 'With it, Tab completes commands, flags and the values that a flag may have.';
  static override examples = [
    { description: 'In this bash', command: '$ source <(<%= config.bin %> <%= command.id %> bash)' },
    {
      description: 'In each zsh',
      command: '$ <%= config.bin %> <%= command.id %> zsh > "${fpath[1]}/_flare"',
    },
    {
      description: 'In each fish',
      command: '$ <%= config.bin %> <%= command.id %> fish > ~/.config/fish/completions/flare.fish',
    },
  ];
  static override args = {
    shell: Args.string({ description: 'The shell', options: [...SHELLS], required: true }),
  };

  async run() {
    const shell = SHELLS.find((one) => one === this.args.shell) ?? 'bash';
    const script = scriptFor(shell, placesOf(this.config.commands, this.config.topics));
    this.log('%s', script.trimEnd());
    return { shell, script };
  }
}
