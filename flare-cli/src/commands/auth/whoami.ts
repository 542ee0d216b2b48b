import { FlareCommand } from '../../flare-command.ts';

export default class AuthWhoami extends FlareCommand<typeof AuthWhoami> {
  static override summary = 'Show who is signed in, and where';
  static override examples = [
    { description: 'Show the person and the workspace', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'The e-mail address alone',
      command: '<%= config.bin %> <%= command.id %> --json | jq -r .user.email',
    },
  ];

  async run() {
    const { apiUrl } = this;
    const { csrfToken: _, ...me } = await this.client.call('getMe'); // secrets stay out of what scripts may log
    const { user, workspace, pendingDeviceCodes } = me;
    this.printFields([
      ['E-mail', user.email],
      ['Name', user.name],
      ['Workspace', `${workspace.name} (${workspace.role})`],
      ['Deployment', apiUrl],
      ['Devices waiting', pendingDeviceCodes > 0 ? String(pendingDeviceCodes) : undefined],
    ]);
    return { apiUrl, ...me };
  }
}
