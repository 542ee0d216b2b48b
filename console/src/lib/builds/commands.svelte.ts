// What people do to builds: try one again, or all that were given up.
import { isAllowed } from '@burstflare/sdk';
import { SvelteSet } from 'svelte/reactivity';
import { account } from '#lib/account/account.svelte.ts';
import { api } from '#lib/api.ts';
import { shownError } from '#lib/errors.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { buildState, type Build } from './states.ts';

class BuildCommands {
  #underWay = new SvelteSet<string>();
  retryingAll = $state(false);

  isUnderWay(buildId: string): boolean {
    return this.#underWay.has(buildId);
  }

  /** Why a build cannot be tried again now, from the contract's tables; null if it can. */
  refusal(build: Pick<Build, 'status'>): string | null {
    const verdict = isAllowed('retryBuild', build.status, account.me?.permissions);
    if (verdict.allowed) return null;
    // The table's reason names states by their code; people know them by their word.
    return build.status === 'failed' || build.status === 'dead_lettered' || !account.can('builds:write')
      ? verdict.reason
      : `Only a build that failed can be tried again; this one is ${buildState(build).label.toLowerCase()}.`;
  }

  /** Answers the build as it is then, or null if it did not work, which has then been said. */
  async retry(build: Pick<Build, 'id' | 'templateName' | 'versionNumber'>): Promise<Build | null> {
    if (this.#underWay.has(build.id)) return null;
    this.#underWay.add(build.id);
    try {
      const after = await api.call('retryBuild', { params: { buildId: build.id } });
      toasts.done(`${build.templateName} version ${build.versionNumber} is queued again`);
      return after;
    } catch (thrown) {
      toasts.failed(shownError(thrown));
      return null;
    } finally {
      this.#underWay.delete(build.id);
    }
  }

  retryAllRefusal(): string | null {
    const verdict = isAllowed('retryDeadLetteredBuilds', null, account.me?.permissions);
    return verdict.allowed ? null : verdict.reason;
  }

  async retryAll(): Promise<void> {
    this.retryingAll = true;
    try {
      const { buildIds } = await api.call('retryDeadLetteredBuilds');
      toasts.done(buildIds.length === 1 ? 'One build is queued again' : `${buildIds.length} builds are queued again`);
    } catch (thrown) {
      toasts.failed(shownError(thrown));
    } finally {
      this.retryingAll = false;
    }
  }
}

export const buildCommands = new BuildCommands();
