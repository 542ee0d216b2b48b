// Owns which codes an operation refuses with at which status, and what the contract shows of them.
// What the dispatcher can refuse follows from the operation; the rest its author names in
// x-problems, and the tests hold each answer against the list.
import { follow, isJson } from '../contract.ts';
import type { Document, Json, OperationNode, Parameter, RequestBody, Response, Schema } from '../document.ts';

export type Codes = Record<string, string[]>;

export function codesOf(document: Document, node: OperationNode, parameters: Parameter[], where: string): Codes {
  const problems = document['x-problems'];
  const named = new Set([
    ...dispatchers(document, node, parameters),
    ...(node['x-problems'] ?? []),
    ...(node['x-runtime-refusals'] ?? []),
  ]);
  // In the order of the table, so that the same codes are the same response.
  const codes = Object.keys(problems).filter((code) => named.has(code));
  const byStatus: Codes = {};
  for (const status of Object.keys(node.responses).filter((one) => Number(one) >= 400)) {
    const here = codes.filter((code) => String(problems[code]?.status) === status);
    if (here.length === 0) throw new Error(`${where} declares ${status} and no code of it: name one in x-problems`);
    byStatus[status] = here;
  }
  const undeclared = codes.filter((code) => byStatus[String(problems[code]?.status)] === undefined);
  if (undeclared.length > 0) {
    const missing = undeclared.map((code) => `${problems[code]?.status} (${code})`);
    throw new Error(`${where} can refuse with ${missing.join(', ')}, which its responses do not declare`);
  }
  return byStatus;
}

function dispatchers(document: Document, node: OperationNode, parameters: Parameter[]): string[] {
  const body = node.requestBody && follow<RequestBody>(document, node.requestBody);
  const takesJson = Object.keys(body?.content ?? {}).some(isJson);
  const isPublic = node['x-permission'] === 'public';
  const known = (code: string, when: boolean) => (when && document['x-problems'][code] !== undefined ? [code] : []);
  return [
    ...known('bad_request', '400' in node.responses),
    ...known('malformed_json', takesJson),
    ...known('unauthenticated', !isPublic),
    ...known('forbidden', !isPublic && node['x-permission'] !== 'self'),
    ...known('wrong_credential', !isPublic),
    ...known('origin_refused', !isPublic),
    ...known('csrf_failed', !isPublic),
    ...known('not_found', '404' in node.responses),
    ...known('request_timeout', body !== undefined),
    ...known('payload_too_large', body !== undefined),
    ...known('unsupported_media_type', body !== undefined),
    ...known('unsupported_content_encoding', body !== undefined),
    ...known('idempotency_in_flight', node['x-idempotent'] === true),
    ...known('idempotency_key_reused', node['x-idempotent'] === true),
    ...known('rate_limited', node['x-rate-limit'] !== undefined),
    ...known(
      'record_too_new',
      parameters.some(({ name }) => name === 'sessionId' || name === 'buildId'),
    ),
    ...known('session_not_running', node['x-runtime-operation'] !== undefined),
    ...known('runtime_unreachable', node['x-runtime-operation'] !== undefined),
    ...known('host_unreachable', node['x-runtime-operation'] !== undefined),
    ...known('storage_busy', true),
  ];
}

/** The body of a refusal of this schema, with an example of each of these codes. */
export function problemContent(document: Document, codes: string[], schema: Schema): Pick<Response, 'content'> {
  const examples = Object.fromEntries(codes.map((code) => [code, { value: exampleOf(document, code) }]));
  return { content: { 'application/problem+json': { schema, examples } } };
}

function exampleOf(document: Document, code: string): Json {
  const problem = document['x-problems'][code];
  if (!problem) throw new Error(`${code} is not in x-problems`);
  // A code that the runtime brought along has none; the rule policy-names asks for all others.
  const facts = document['x-problem-facts'][code] ?? {};
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const fact = facts[name] ?? `<${name}>`;
      return Array.isArray(fact) ? fact.join(', ') : String(fact);
    });
  return {
    type: `/docs#${code}`,
    title: problem.title,
    status: problem.status,
    code,
    detail: fill(problem.detail),
    ...(problem.next !== undefined && { next: fill(problem.next) }),
    requestId: 'req-k3v7q2xw5mzt4n6ypa2b',
    ...(Object.keys(facts).length > 0 && { context: facts }),
  };
}
