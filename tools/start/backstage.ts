// The platform's own door into workerd: a Unix socket in a folder of its owner's, for what only the
// platform may do. Threat: other users of this machine, and sessions, connect to whatever listens
// on loopback. Property: this door has no port, and the folder lets nobody else in; its Worker is
// reachable through no other socket.
import { request } from 'node:http';
import type { RunBatch } from './migrations.ts';

export interface Backstage {
  /** Runs the statements in one transaction; returns the rows of each. */
  readonly batch: RunBatch;
  /** Calls the gateway's scheduled handler; returns its outcome. */
  scheduled(cron: string): Promise<string>;
}

export function backstageAt(socketPath: string): Backstage {
  return {
    batch: async (statements) => {
      const batch = statements.map(({ sql, values }) => ({ sql, values: values ?? [] }));
      // what backstage-worker.js answers to a batch: D1's own rows
      return (await ask(socketPath, { batch })) as Record<string, unknown>[][];
    },
    // what it answers to a cron: workerd's own result
    scheduled: async (cron) => ((await ask(socketPath, { cron })) as { outcome: string }).outcome,
  };
}

function ask(socketPath: string, question: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method: 'POST', agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk)).on('error', reject);
      response.on('end', () => {
        try {
          const answer: unknown = JSON.parse(text);
          if (response.statusCode === 200) resolve(answer);
          // the other answer of backstage-worker.js
          else reject(new Error((answer as { message: string }).message));
        } catch (error) {
          reject(new Error(`workerd answered ${response.statusCode}: ${text.slice(0, 500)}`, { cause: error }));
        }
      });
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(question));
  });
}
