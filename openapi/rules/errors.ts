// Owns the rules about error answers: every operation declares those that the dispatcher can give
// it, all of one shape.
import type { Node, Rule, Visit } from './rule.ts';
import { entries, follow, isJson, list } from './rule.ts';

/** The statuses that the dispatcher can answer for such an operation, before any business rule. */
function expected(operation: Node, pathParameters: unknown, visit: Visit): Set<string> {
  const parameters = [...list(pathParameters), ...list(operation.parameters)].map((p) => follow(p, visit));
  const hasBody = operation.requestBody !== undefined;
  const statuses = new Set<string>();
  if (hasBody || parameters.length > 0) statuses.add('400');
  if (operation['x-permission'] !== 'public') statuses.add('401').add('403');
  if (parameters.some((p) => p.in === 'path')) statuses.add('404');
  if (hasBody) statuses.add('408').add('413').add('415');
  if (operation['x-idempotent'] === true) statuses.add('409').add('422');
  if (operation['x-rate-limit'] !== undefined) statuses.add('429');
  // A database that is busy; the runtime has none.
  if (list(operation.tags)[0] !== 'runtime') statuses.add('503');
  return statuses;
}

export const errorAnswers: Rule = () => ({
  PathItem(pathItem, visit) {
    for (const [method, value] of entries(pathItem)) {
      if (!['get', 'put', 'post', 'delete', 'patch', 'head'].includes(method)) continue;
      const operation = follow(value, visit);
      const missing = [...expected(operation, pathItem.parameters, visit)].filter(
        (status) => !entries(operation.responses).some(([key]) => key === status),
      );
      if (missing.length > 0) {
        visit.report({
          message: `Responses are missing: ${missing.join(', ')} (see common/responses.yaml)`,
          location: visit.location.child([method, 'responses']),
        });
      }
    }
  },
});

/** 4xx and 5xx are application/problem+json and nothing else: one error shape for every client. */
export const problemJson: Rule = () => ({
  Responses(responses, visit) {
    for (const [status, value] of entries(responses)) {
      if (!/^[45]/.test(status)) continue;
      const types = entries(follow(value, visit).content).map(([type]) => type);
      if (types.length !== 1 || types[0] !== 'application/problem+json') {
        visit.report({
          message: `${status} answers application/problem+json, and only that`,
          location: visit.location.child(status),
        });
      }
    }
  },
});

/** JSON bodies show an example, on the media type or on its schema. */
export const bodyExample: Rule = () => {
  function check(content: unknown, visit: Visit) {
    for (const [type, value] of entries(content)) {
      if (!isJson(type) || type === 'application/problem+json') continue;
      const media = follow(value, visit);
      const schema = follow(media.schema, visit);
      const shown = [media.example, media.examples, schema.example, schema.examples].some((e) => e !== undefined);
      if (!shown) visit.report({ message: `${type} body has no example, here or on its schema` });
    }
  }
  return {
    RequestBody: (body, visit) => check(body.content, visit),
    Response: (response, visit) => check(response.content, visit),
  };
};
