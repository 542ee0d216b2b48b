import type { components } from '@burstflare/sdk';
import * as Flags from '@oclif/core/flags';
import { findTemplateId } from '../../find.ts';
import { FlareCommand, yesFlag } from '../../flare-command.ts';
import { deleteForgotten, isForgotten } from '../../forgotten.ts';
import { ownedSessions } from '../../up/memory.ts';

type Session = components['schemas']['Session'];

const DAY_MS = 24 * 60 * 60 * 1000;

export default class SessionPrune extends FlareCommand<typeof SessionPrune> {
  static override summary = 'Delete sessions that nobody came back to';
  static override description = `Deletes sessions that sleep or failed, have not changed for some days, and do not belong to a folder on this machine. Their snapshots are
deleted with them. Lists them and asks first.`;
  static override examples = [
    { description: 'Those of the last two weeks are kept', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'All of one template that sleep',
      command: '<%= config.bin %> <%= command.id %> --template web --days 0 --yes',
    },
  ];
  static override flags = {
    ...yesFlag,
    days: Flags.integer({
      default: 14,
      min: 0,
      description: 'Keep those that changed in this many days',
      helpValue: '<n>',
    }),
    template: Flags.string({ description: 'Only sessions of this template', helpValue: '<name>' }),
  };

  async run() {
    const { client, flags, apiUrl } = this;
    const templateId = flags.template === undefined ? undefined : await findTemplateId(client, flags.template);
    const owned = ownedSessions(apiUrl);
    const before = Date.now() - flags.days * DAY_MS;
    const found: Session[] = [];
    for await (const session of client.items('listSessions', { query: { limit: 100, templateId } })) {
      if (!owned.has(session.id) && isForgotten(session, before)) found.push(session);
    }
    if (found.length === 0) {
      this.say('There is nothing to delete.');
      return { deleted: [] };
    }
    for (const { name, id, state, updatedAt } of found) this.say(`${name} (${id}): ${state} since ${updatedAt}`);
    await this.confirm(`Delete ${count(found)} with all snapshots?`, flags.yes);
    const deleted = await deleteForgotten(client, found, before, (text) => this.say(text));
    this.say(`Deleted ${count(deleted)}.`);
    return { deleted: deleted.map(({ id, name }) => ({ id, name })) };
  }
}

const count = ({ length }: readonly Session[]) => `${length} ${length === 1 ? 'session' : 'sessions'}`;
