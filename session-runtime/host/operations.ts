// Owns what the host serves: a handler for each operation of openapi/host.yaml.
import type { operations, Replies } from '../generated/host-operations.ts';
import type { HandlersOf } from '../src/http/plane.ts';
import type { Connections } from './connections.ts';
import type { Instances } from './instances.ts';

export function hostOperations(instances: Instances, connections: Connections): HandlersOf<typeof operations, Replies> {
  return {
    getHostHealth: () => instances.health(),
    listInstances: () => ({ items: instances.list() }),
    getInstance: ({ params: { sessionId } }) => instances.get(sessionId),
    startInstance: ({ params: { sessionId }, body }) => instances.start(sessionId, body),
    stopInstance: async ({ params: { sessionId }, body: { instanceId, graceSeconds } }) => {
      await instances.stop(sessionId, instanceId, graceSeconds * 1000);
      return instances.get(sessionId);
    },
    killInstance: async ({ params: { sessionId }, body: { instanceId } }) => {
      await instances.kill(sessionId, instanceId);
      return instances.get(sessionId);
    },
    endGrants: ({ body: { grants } }) => ({ ended: connections.end(grants) }),
  };
}
