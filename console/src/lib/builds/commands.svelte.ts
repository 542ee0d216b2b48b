// What people do to builds: try one again, or all that were given up.
import { account } from '#lib/account/account.svelte.ts';
import { refusalOf } from '#lib/account/refusal.ts';
import { api } from '#lib/data/api.ts';
import { Commands } from '#lib/data/commands.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { buildState, hasFailed, type Build } from './states.ts';

/** Stands where a build's id would, for what is done to all of them. */
export const allBuilds = 'all';

class BuildCommands extends Commands<'retry'> {
  /** Why a build cannot be tried again now, from the contract's tables; null if it can. */
  retryRefusal(build: Pick<Build, 'state'>): string | null {
    const refused = refusalOf('retryBuild', build.state);
    // The table's reason names states by their code; people know them by their word.
    return refused === null || hasFailed(build) || !account.can('builds:write')
      ? refused
      : `Only a build that was given up can be tried again; this one is ${buildState(build).label.toLowerCase()}.`;
  }

  /** Returns the build as it is then. */
  async retry({ id, templateName, versionNumber }: Build): Promise<Build | null> {
    return await this.run(id, 'retry', async () => {
      const after = await api.call('retryBuild', { params: { buildId: id } });
      toasts.done(`${templateName} version ${versionNumber} is queued again`);
      return after;
    });
  }

  retryAllRefusal(): string | null {
    return refusalOf('retryDeadLetteredBuilds');
  }

  /** Returns the ids of those that are queued again. */
  async retryAll(): Promise<string[] | null> {
    return await this.run(allBuilds, 'retry', async () => {
      const { buildIds } = await api.call('retryDeadLetteredBuilds');
      toasts.done(buildIds.length === 1 ? 'One build is queued again' : `${buildIds.length} builds are queued again`);
      return buildIds;
    });
  }
}

export const buildCommands = new BuildCommands('builds', 'templates');
