// The feed by way of its objects: one Durable Object per workspace.
import { waitUntil } from 'cloudflare:workers';
import { Problem } from '../../errors.ts';
import type { Log } from '../../platform/log.ts';
import type { Change, Feed, FeedObject, Follow } from './port.ts';

export class WorkspaceFeeds implements Feed {
  readonly #namespace: DurableObjectNamespace<FeedObject>;
  readonly #log: Log;

  constructor(namespace: DurableObjectNamespace<FeedObject>, log: Log) {
    this.#namespace = namespace;
    this.#log = log;
  }

  changed(workspaceId: string, ...changes: Change[]): void {
    waitUntil(this.#tell(workspaceId, changes));
  }

  async #tell(workspaceId: string, changes: Change[]): Promise<void> {
    try {
      await this.#namespace.getByName(workspaceId).changed(changes);
    } catch (error) {
      this.#log.error('a hint was lost', error, { workspace: workspaceId });
    }
  }

  async follow(workspaceId: string, follow: Follow): Promise<ReadableStream<Uint8Array>> {
    // Not by RPC: a stream that comes as a response's body passes through the Worker natively,
    // whoever follows for however long.
    const response = await this.#namespace
      .getByName(workspaceId)
      .fetch('http://feed/', { method: 'POST', body: JSON.stringify(follow) });
    if (response.status === 409) throw new Problem('stream_limit', await response.json());
    if (!response.body) throw new Error(`The feed answered ${response.status} without a stream.`);
    return response.body;
  }
}
