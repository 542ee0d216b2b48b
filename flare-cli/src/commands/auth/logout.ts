import { ConnectionError, ProblemError } from '@burstflare/sdk';
import { forgetSignIn, isSignedIn } from '../../config/sign-ins.ts';
import { FlareCommand } from '../../flare-command.ts';

export default class AuthLogout extends FlareCommand<typeof AuthLogout> {
  static override summary = 'Sign out on this machine';
  static override description = 'Revokes the tokens and forgets them. Other machines stay signed in.';
  static override examples = [{ description: 'Sign out', command: '<%= config.bin %> <%= command.id %>' }];

  async run() {
    const { apiUrl } = this;
    if (!isSignedIn(apiUrl)) {
      this.say(`You are not signed in to ${apiUrl}.`);
      return { apiUrl, revoked: false };
    }
    const revoked = await this.revoke();
    await forgetSignIn(apiUrl);
    this.say(`Signed out of ${apiUrl}.`);
    if (!revoked)
      this.say('The deployment could not be reached. The tokens were removed from this machine and will expire.');
    return { apiUrl, revoked };
  }

  private async revoke(): Promise<boolean> {
    try {
      await this.client.call('logOut');
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) return true; // ended already
      if (error instanceof ConnectionError) return false;
      throw error;
    }
  }
}
