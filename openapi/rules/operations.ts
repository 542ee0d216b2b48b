// Owns the rules about what an operation says of itself: its name, its domain, whether it may be
// repeated.
import type { Rule } from './rule.ts';
import { entries, follow, list } from './rule.ts';

/** createTemplate, getSession: the name of the handler, of the class and of the SDK's call. */
export const operationId: Rule = () => ({
  Operation(operation, { report, location }) {
    if (typeof operation.operationId !== 'string' || !/^[a-z][a-z0-9]*([A-Z][a-z0-9]*)+$/.test(operation.operationId)) {
      report({ message: 'operationId is a camelCase verb and noun, such as createTemplate', location });
    }
  },
});

/**
 * One tag, and it is the folder under domains/: the same word opens contract, gateway, console and
 * tests.
 */
export const domainTag: Rule = () => ({
  Operation(operation, { report, location }) {
    const tags = list(operation.tags);
    const folder = /\/domains\/([a-z-]+)\//.exec(location.source.absoluteRef)?.[1];
    if (tags.length !== 1) report({ message: 'An operation has exactly one tag, its domain', location });
    else if (folder !== undefined && tags[0] !== folder) {
      report({
        message: `The tag is the domain's folder: ${folder}, not ${String(tags[0])}`,
        location: location.child('tags'),
      });
    }
  },
});

/** Who creates something learns where it is (RFC 9110 section 15.3.2). */
export const location: Rule = () => ({
  Operation(operation, { report, location }) {
    const creates = entries(operation.responses).some(([status]) => status === '201');
    if (creates !== (operation['x-location'] !== undefined)) {
      report({ message: '201 and x-location, the address of what was created, come together', location });
    }
  },
});

/**
 * Each POST decides on purpose whether Idempotency-Key repeats its answer; one that accepts the key
 * declares the header.
 */
export const idempotent: Rule = () => ({
  PathItem(pathItem, visit) {
    for (const [method, operation] of entries(pathItem)) {
      if (!['get', 'put', 'post', 'delete', 'patch', 'head'].includes(method)) continue;
      const { 'x-idempotent': flag, parameters } = follow(operation, visit);
      const location = visit.location.child(method);
      if (method === 'post' && typeof flag !== 'boolean') {
        visit.report({ message: 'A POST says x-idempotent: true (takes Idempotency-Key) or false', location });
      }
      const takesKey = list(parameters).some((parameter) => follow(parameter, visit).name === 'Idempotency-Key');
      if ((flag === true) !== takesKey) {
        visit.report({ message: 'x-idempotent: true and the Idempotency-Key parameter come together', location });
      }
    }
  },
});

/** What is gone has no representation: every DELETE answers alike. */
export const deletion: Rule = () => ({
  PathItem(pathItem, visit) {
    if (pathItem.delete === undefined) return;
    const answers = entries(follow(pathItem.delete, visit).responses).map(([status]) => status);
    const done = answers.filter((status) => /^[123]/.test(status));
    if (done.join() === '204') return;
    visit.report({
      message: `A DELETE answers 204 and nothing else, not ${done.join(', ')}`,
      location: visit.location.child(['delete', 'responses']),
    });
  },
});
