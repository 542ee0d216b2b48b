import * as Flags from '@oclif/core/flags';
import { rememberSignIn } from '../../config/sign-ins.ts';
import { signInByDevice } from '../../device-sign-in.ts';
import { FlareCommand } from '../../flare-command.ts';
import { emailFrom, passwordFrom, passwordStdinFlag } from '../../password.ts';
import { signedIn } from '../../config/sign-ins.ts';

export default class AuthLogin extends FlareCommand<typeof AuthLogin> {
  static override aliases = ['login'];
  static override summary = 'Sign in on this machine';
  static override description = `Shows a code to confirm in the browser, on this or any other device, and waits for it.
With --email, signs in with a password instead. Signing in also makes the deployment the one that later commands talk to.`;
  static override examples = [
    { description: 'Confirm in the browser', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Sign in to another deployment',
      command: '<%= config.bin %> <%= command.id %> --api-url https://burstflare.example.com',
    },
    {
      description: 'With a password, asked for',
      command: '<%= config.bin %> <%= command.id %> --email ada@example.com',
    },
    {
      description: 'In a script',
      command: '$ echo "$PASSWORD" | <%= config.bin %> <%= command.id %> --email ada@example.com --password-stdin',
    },
  ];
  static override flags = {
    email: Flags.string({ description: 'Sign in with this address and its password', helpValue: '<address>' }),
    ...passwordStdinFlag,
    device: Flags.boolean({
      description: 'Confirm in the browser even with --email, which then gets the request shown there',
    }),
    open: Flags.boolean({ description: 'Open the browser', exclusive: ['password-stdin'] }),
  };

  async run() {
    const { apiUrl, flags } = this;
    const byPassword = !flags.device && (flags.email !== undefined || flags['password-stdin']);
    const result = byPassword ? await this.byPassword() : await this.byDevice();
    await rememberSignIn(apiUrl, result);
    this.say(`Signed in to ${apiUrl} as ${result.user.email}.`);
    this.hint('Next: flare session list');
    return signedIn(apiUrl, result);
  }

  private async byPassword() {
    const email = await emailFrom(this.flags.email);
    if (!this.flags['password-stdin']) await this.findDeployment();
    const password = await passwordFrom(this.flags['password-stdin']);
    return this.anonymousClient.call('logIn', { body: { email, password, client: 'cli' } });
  }

  private async byDevice() {
    const { email, open } = this.flags;
    return signInByDevice({ client: this.anonymousClient, email, open });
  }
}
