// What people do with a session's snapshots: one thing at a time for each session, known to every page.
import { restoreSession, saveSession } from '@burstflare/sdk';
import { SvelteMap } from 'svelte/reactivity';
import { api } from '#lib/api.ts';
import { downloadFrom } from '#lib/download.ts';
import { shownError } from '#lib/errors.ts';
import { sessionCommands } from '#lib/sessions/commands.svelte.ts';
import type { Session } from '#lib/sessions/states.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { snapshotName, type Snapshot } from './states.ts';

type Doing = 'save' | 'restore' | 'delete' | 'download';

class SnapshotCommands {
  #underWay = new SvelteMap<string, { doing: Doing; snapshotId: string | null }>();

  /** What is under way in a session, and on which snapshot. */
  underWay(sessionId: string): { doing: Doing; snapshotId: string | null } | undefined {
    return this.#underWay.get(sessionId);
  }

  /** Answers what was saved, or null if it did not work, which has then been said. */
  async save(session: Pick<Session, 'id' | 'name'>, label: string): Promise<Snapshot | null> {
    return await this.#run(session.id, 'save', null, async () => {
      const body = label.trim() ? { label: label.trim() } : {};
      const made = await saveSession(api, session.id, body);
      toasts.done(`${session.name} is saved`, { text: `As “${snapshotName(made)}”.` });
      return made;
    });
  }

  /** Answers the session as it is then. */
  async restore(snapshot: Snapshot): Promise<Session | null> {
    const { id: snapshotId, sessionId } = snapshot;
    return await this.#run(sessionId, 'restore', snapshotId, async () => {
      const { session, runtimeRestore, outcome } = await restoreSession(api, { sessionId, snapshotId });
      const name = snapshotName(snapshot);
      if (outcome === 'kept_as_file' || outcome === 'file_at_next_start')
        toasts.done(`No files were changed: “${name}” is no archive`, {
          text: `It ${runtimeRestore ? 'is kept' : 'will be kept at the next start'} as .burstflare/last.snapshot in the workspace.`,
        });
      else if (runtimeRestore)
        toasts.done(`Restored from “${name}”`, {
          text: `${runtimeRestore.verifiedFiles.toLocaleString()} entries were read back and are as it holds them.`,
        });
      else
        toasts.done(`The next start begins from “${name}”`, {
          action: { label: 'Start now', run: () => void sessionCommands.run('startSession', session) },
        });
      return session;
    });
  }

  async remove(snapshot: Snapshot): Promise<boolean> {
    const { id: snapshotId, sessionId } = snapshot;
    const done = await this.#run(sessionId, 'delete', snapshotId, async () => {
      await api.call('deleteSnapshot', { params: { sessionId, snapshotId } });
      toasts.done(`“${snapshotName(snapshot)}” was deleted`);
      return true;
    });
    return done === true;
  }

  async download(snapshot: Snapshot): Promise<void> {
    const params = { sessionId: snapshot.sessionId, snapshotId: snapshot.id };
    await this.#run(params.sessionId, 'download', params.snapshotId, async () => {
      // A download is the browser's own request and cannot renew a sign-in that has run out: this one does.
      await api.call('getSnapshot', { params });
      const ending = snapshot.contentType === 'application/zstd' ? 'tar.zst' : 'bin';
      downloadFrom(api.url('downloadSnapshot', { params }), `${snapshot.id}.${ending}`);
    });
  }

  async #run<T>(sessionId: string, doing: Doing, snapshotId: string | null, act: () => Promise<T>): Promise<T | null> {
    if (this.#underWay.has(sessionId)) return null;
    this.#underWay.set(sessionId, { doing, snapshotId });
    try {
      return await act();
    } catch (thrown) {
      toasts.failed(shownError(thrown));
      return null;
    } finally {
      this.#underWay.delete(sessionId);
    }
  }
}

export const snapshotCommands = new SnapshotCommands();
