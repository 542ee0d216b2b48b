import { forgetSignIn } from '../../config/sign-ins.ts';
import { FlareCommand, yesFlag } from '../../flare-command.ts';

export default class AuthLogoutAll extends FlareCommand<typeof AuthLogoutAll> {
  static override summary = 'Sign out everywhere';
  static override description = 'Revokes every sign-in of yours: browsers, other machines, and this one.';
  static override examples = [
    { description: 'Sign out everywhere', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Without being asked', command: '<%= config.bin %> <%= command.id %> --yes' },
  ];
  static override flags = { ...yesFlag };

  async run() {
    const { apiUrl, client } = this;
    await this.confirm(`Sign out of ${apiUrl} on every device?`, this.flags.yes);
    const result = await client.call('logOutEverywhere');
    await forgetSignIn(apiUrl);
    const { revokedAuthSessions: count } = result;
    this.say(`Signed out of ${apiUrl}: ${count} sign-in${count === 1 ? '' : 's'} ended.`);
    return { apiUrl, ...result };
  }
}
