// What people do with a session's snapshots, one thing at a time for each session.
import { restoreSession, saveSession, stateMeaning } from '@burstflare/sdk';
import { refusalOf } from '#lib/account/refusal.ts';
import { api } from '#lib/data/api.ts';
import { hear } from '#lib/data/feed.ts';
import { Commands } from '#lib/data/commands.svelte.ts';
import { sessionCommands } from '#lib/sessions/commands.svelte.ts';
import type { Session } from '#lib/sessions/states.ts';
import { downloadFrom } from '#lib/ui/download.ts';
import { ask } from '#lib/ui/question.svelte.ts';
import { size } from '#lib/ui/size.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { snapshotName, type Snapshot } from './states.ts';

class SnapshotCommands extends Commands<'save' | 'restore' | 'delete' | 'download'> {
  /**
   * Why a session cannot be saved now; null if it can. The API makes an empty record of one that
   * does not run, to be uploaded to.
   */
  saveRefusal({ id, state }: Session): string | null {
    const refused = refusalOf('createSnapshot', state);
    if (refused) return refused;
    if (state === 'sleeping') return 'The session sleeps: it was saved when it stopped.';
    if (state !== 'running') return 'Only a running session has files to save.';
    const other = this.underWay(id);
    return other && other.name !== 'save' ? 'Something else is being done with its snapshots.' : null;
  }

  /** Returns what was saved. */
  async save({ id, name }: Pick<Session, 'id' | 'name'>, label: string): Promise<Snapshot | null> {
    return await this.run(id, 'save', async () => {
      const body = label.trim() ? { label: label.trim() } : {};
      const made = await saveSession(api, id, body, { hear });
      toasts.done(`${name} is saved`, { text: `As “${snapshotName(made)}”.` });
      return made;
    });
  }

  /** Why a session cannot be restored from a snapshot now; null if it can. */
  restoreRefusal(session: Session, snapshot: Snapshot): string | null {
    const refused = refusalOf('restoreSnapshot', session.state);
    return refused ?? (snapshot.state === 'ready' ? null : `${stateMeaning('snapshot', snapshot.state)}.`);
  }

  /** Returns the session as it is then. */
  async restore(snapshot: Snapshot): Promise<Session | null> {
    const { id: snapshotId, sessionId } = snapshot;
    const act = async () => {
      const { session, runtimeRestore, outcome } = await restoreSession(api, { sessionId, snapshotId }, { hear });
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
          action: { label: 'Start now', run: () => void sessionCommands.start(session) },
        });
      return session;
    };
    return await this.run(sessionId, 'restore', act, snapshotId);
  }

  deleteRefusal(session: Session, snapshot: Snapshot, isStart: boolean): string | null {
    const refused = refusalOf('deleteSnapshot');
    if (refused) return refused;
    if (snapshot.state === 'saving') return 'The snapshot is being saved.';
    return isStart && session.state !== 'running'
      ? 'The next start begins from this snapshot. Restore another one first.'
      : null;
  }

  /** After asking. Returns the snapshot that is gone. */
  async delete(snapshot: Snapshot): Promise<Snapshot | null> {
    const { id: snapshotId, sessionId, bytes } = snapshot;
    const name = snapshotName(snapshot);
    const wanted = await ask({
      title: `Delete “${name}”?`,
      text: `This snapshot${bytes > 0 ? `, ${size(bytes)},` : ''} will be gone for good. The session’s files and its other snapshots stay.`,
      confirm: 'Delete snapshot',
    });
    if (!wanted) return null;
    const act = async () => {
      await api.call('deleteSnapshot', { params: { sessionId, snapshotId } });
      toasts.done(`“${name}” was deleted`);
      return snapshot;
    };
    return await this.run(sessionId, 'delete', act, snapshotId);
  }

  async download(snapshot: Snapshot): Promise<Snapshot | null> {
    const params = { sessionId: snapshot.sessionId, snapshotId: snapshot.id };
    const act = async () => {
      // A download is the browser's own request and cannot renew a sign-in that has run out: this
      // one does.
      await api.call('getSnapshot', { params });
      const ending = snapshot.contentType === 'application/zstd' ? 'tar.zst' : 'bin';
      downloadFrom(api.url('downloadSnapshot', { params }), `${snapshot.id}.${ending}`);
      return snapshot;
    };
    return await this.run(params.sessionId, 'download', act, params.snapshotId);
  }
}

export const snapshotCommands = new SnapshotCommands('sessions');
