import * as Flags from '@oclif/core/flags';
import { rememberSignIn } from '../../config/sign-ins.ts';
import { FlareCommand } from '../../flare-command.ts';
import { emailFrom, newPasswordFrom, passwordStdinFlag } from '../../password.ts';
import { signedIn } from '../../config/sign-ins.ts';

export default class AuthRegister extends FlareCommand<typeof AuthRegister> {
  static override summary = 'Sign up, and sign in on this machine';
  static override description =
    'Creates an account with its own workspace. The password is never an argument: other users could see it.';
  static override examples = [
    { description: 'Be asked for everything', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'In a script',
      command:
        '$ echo "$PASSWORD" | <%= config.bin %> <%= command.id %> --email ada@example.com --name Ada --password-stdin',
    },
  ];
  static override flags = {
    email: Flags.string({ description: 'E-mail address of the account', helpValue: '<address>' }),
    name: Flags.string({ description: 'What to call you; the part before the @ if absent', helpValue: '<text>' }),
    ...passwordStdinFlag,
  };

  async run() {
    const { apiUrl, flags, anonymousClient: client } = this;
    const email = await emailFrom(flags.email);
    if (!flags['password-stdin']) await this.findDeployment();
    const password = await newPasswordFrom(flags['password-stdin']);
    const { name } = flags;
    const result = await client.call('registerUser', { body: { email, password, name, client: 'cli' } });
    await rememberSignIn(apiUrl, result);
    this.say(`Signed up and in to ${apiUrl} as ${result.user.email}.`);
    this.hint('Next: flare up <folder>');
    return signedIn(apiUrl, result);
  }
}
