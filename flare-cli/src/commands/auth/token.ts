import { tokenStore } from '../../config/sign-ins.ts';
import { FlareCommand } from '../../flare-command.ts';

export default class AuthToken extends FlareCommand<typeof AuthToken> {
  static override summary = 'Print the access token';
  static override description = `For another program on this machine, such as curl. Whoever has it acts as you until it expires, so keep it out of logs.
It is exchanged for a new one first if it has expired.`;
  static override examples = [
    {
      description: 'Call the API',
      command:
        '$ curl -H "Authorization: Bearer $(<%= config.bin %> <%= command.id %>)" https://burstflare.example.com/api/sessions',
    },
  ];

  async run() {
    const { apiUrl, client } = this;
    // Whether it still works is the deployment's to say; an expired one is exchanged on the way.
    await client.call('getMe');
    const tokens = await tokenStore(apiUrl).load();
    this.log('%s', tokens?.accessToken);
    return { apiUrl, accessToken: tokens?.accessToken, accessTokenExpiresAt: tokens?.accessTokenExpiresAt };
  }
}
