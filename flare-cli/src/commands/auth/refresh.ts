import { tokenStore } from '../../config/sign-ins.ts';
import { connectedClient } from '../../connect/transport.ts';
import { notSignedIn } from '../../failures.ts';
import { FlareCommand } from '../../flare-command.ts';

export default class AuthRefresh extends FlareCommand<typeof AuthRefresh> {
  static override summary = 'Exchange the tokens for new ones';
  static override description = 'Every command does this automatically when it is needed; this command does it now.';
  static override examples = [{ description: 'Refresh now', command: '<%= config.bin %> <%= command.id %>' }];

  async run() {
    const { apiUrl } = this;
    const store = tokenStore(apiUrl);
    const client = connectedClient({ baseUrl: apiUrl, credentials: store, userAgent: this.config.userAgent });
    const tokens = await store.withLock(async () => {
      const old = await store.load();
      if (old === undefined) throw notSignedIn(apiUrl);
      const { tokens } = await client.call('refreshTokens', { body: { refreshToken: old.refreshToken } });
      await store.save(tokens);
      return tokens;
    });
    const accessTokenExpiresAt = tokens?.accessTokenExpiresAt;
    this.say(`The tokens for ${apiUrl} are new; the access token is valid until ${accessTokenExpiresAt}.`);
    return { apiUrl, accessTokenExpiresAt, refreshTokenExpiresAt: tokens?.refreshTokenExpiresAt };
  }
}
