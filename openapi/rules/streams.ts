// Owns the rules about operations that answer a stream of events: one form for everything live.
import type { Node, Rule, Visit } from './rule.ts';
import { entries, follow, isNode, list, place } from './rule.ts';

const TYPE = 'text/event-stream';
const properties = ({ properties: named }: Node) => (isNode(named) ? named : {});

/** The schemas of a stream's events, and the names that the discriminator maps to them. */
function eventsOf(schema: unknown, visit: Visit): { events: Node[]; mapped: string[] } {
  const { node, from } = place(schema, visit);
  const mapping = isNode(node.discriminator) ? node.discriminator.mapping : undefined;
  const events = list(node.oneOf).map((member) => place(member, visit, from).node);
  return { events, mapped: entries(mapping).map(([name]) => name) };
}

const nameOf = (event: Node) => {
  const name = properties(event).event;
  return isNode(name) && typeof name.const === 'string' ? name.const : undefined;
};

/**
 * GET, resumable, limited, and a `reset` among its events: what a client needs to go on after any
 * cut.
 */
export const eventStream: Rule = () => ({
  PathItem(pathItem, visit) {
    for (const [method, value] of entries(pathItem)) {
      const operation = follow(value, visit);
      const report = (message: string) => visit.report({ message, location: visit.location.child(method) });
      for (const [, response] of entries(operation.responses)) {
        const media = entries(follow(response, visit).content).find(([type]) => type === TYPE)?.[1];
        if (!isNode(media)) continue;
        const parameters = list(operation.parameters).map((parameter) => follow(parameter, visit).name);
        if (method !== 'get') report('A stream is a GET: EventSource knows no other method');
        if (!parameters.includes('Last-Event-ID')) report('A stream takes Last-Event-ID');
        if (operation['x-rate-limit'] === undefined) report('A stream has an x-rate-limit: clients reconnect often');
        const { events, mapped } = eventsOf(media.schema, visit);
        // Without a mapping, an event's name would be that of its schema (OpenAPI 3.1 section
        // 4.8.25).
        if (events.some((event) => !mapped.includes(nameOf(event) ?? ''))) report('The discriminator maps each event');
        if (!events.some((event) => nameOf(event) === 'reset'))
          report('A stream has the event `reset`, for who cannot go on from where they were');
        for (const event of events) {
          const missing = ['event', 'id', 'data'].filter((name) => !list(event.required).includes(name));
          if (nameOf(event) === undefined) report('An event has its name as the const of `event`');
          else if (missing.length > 0) report(`The event ${nameOf(event)} does not require ${missing.join(' and ')}`);
        }
      }
    }
  },
});
