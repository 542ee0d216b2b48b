import * as Flags from '@oclif/core/flags';
import { findTemplateId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { bringUp, outlookOf } from '../../up/bring-up.ts';
import { asArgument } from '../../output/text.ts';

export default class SessionCreate extends FlareCommand<typeof SessionCreate> {
  static override summary = 'Create a session from a template';
  static override description =
    'The session gets the template’s active version and keeps it, whatever is promoted later.';
  static override examples = [
    {
      description: 'Create a session and start it',
      command: '<%= config.bin %> <%= command.id %> --template web --start',
    },
    { description: 'With a name', command: '<%= config.bin %> <%= command.id %> --template web --name fix-checkout' },
  ];
  static override flags = {
    template: Flags.string({ required: true, description: 'Name or id of the template', helpValue: '<name>' }),
    name: Flags.string({
      description: 'Name of the session; derived from the template’s name if absent',
      helpValue: '<text>',
    }),
    start: Flags.boolean({ description: 'Start the session and wait until it runs' }),
  };

  async run() {
    const { client, flags } = this;
    const templateId = await findTemplateId(client, flags.template);
    const made = await client.call('createSession', { body: { templateId, name: flags.name } });
    this.say(`Created the session ${made.name}.`);
    this.log('%s', made.id);
    if (!flags.start) {
      this.hint(`Next: flare session start ${asArgument(made.name)}`);
      return made;
    }
    const session = await bringUp(client, made, 'startSession', this.jsonEnabled());
    this.say(`${session.name} runs.`);
    const outlook = outlookOf(session);
    if (outlook !== undefined) this.say(outlook);
    this.hint(
      `Next: flare session preview ${asArgument(session.name)}, or flare session terminal ${asArgument(session.name)}`,
    );
    return session;
  }
}
