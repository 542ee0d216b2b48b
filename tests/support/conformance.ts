// Holds an answer against openapi/generated/openapi.json: the status is declared, the content type
// is declared, the body is valid, and the texts of a refusal are whole.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';

interface Response {
  readonly headers?: Record<string, unknown>;
  readonly content?: Record<string, { schema?: unknown }>;
}
interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, Response | { $ref: string }>;
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly 'x-problems': Record<string, { readonly detail?: string; readonly next?: string }>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const file = new URL('../../openapi/generated/openapi.json', import.meta.url);
const id = 'https://burstflare.invalid/openapi.json';
let loaded: { document: Document; ajv: Ajv2020; compiled: Map<string, ValidateFunction> } | undefined;

function contract() {
  if (loaded) return loaded;
  if (!existsSync(file)) throw new Error('openapi/generated/openapi.json is missing: run npm run generate.');
  // the generator's own output
  const document = JSON.parse(readFileSync(file, 'utf8')) as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  // ajv-formats is CommonJS: its default export arrives as a namespace under some loaders
  addFormats.default(ajv);
  ajv.addSchema({ $id: id, ...document });
  loaded = { document, ajv, compiled: new Map() };
  return loaded;
}

/**
 * Throws what is wrong with the answer. A path outside the contract must answer as the contract's
 * problem, or is not /api.
 */
export function checkAgainstContract(method: string, path: string, answer: Answer): void {
  const found = findOperation(method, path);
  if (!found) {
    if (path.startsWith('/api/')) checkUnknown(method, path, answer);
    return;
  }
  const { operation, pointer } = found;
  const name = `${operation.operationId} (${method} ${path}) answered ${answer.status}`;
  const own = String(answer.status);
  // The default is for what no operation refuses with by itself; all else has its status.
  const status = own in operation.responses ? own : [405, 421].includes(answer.status) ? 'default' : undefined;
  if (!status) throw new Error(`${name}, which the contract does not declare. Body: ${answer.text.slice(0, 500)}`);
  const at = resolve(`${pointer}/responses/${status}`);
  // resolve() only follows references to responses
  const response = at.value as Response;
  checkHeaders(name, answer, Object.keys(response.headers ?? {}));
  const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
  if (!response.content) {
    if (answer.text !== '')
      throw new Error(`${name} with a body, where the contract declares none: ${answer.text.slice(0, 500)}`);
    return;
  }
  const declared = response.content[type];
  if (!declared)
    throw new Error(`${name} as "${type}"; the contract declares ${Object.keys(response.content).join(', ')}.`);
  if (!declared.schema || !/[/+]json$/.test(type) || method === 'HEAD') return;
  const validate = validator(`${at.pointer}/content/${escape(type)}/schema`);
  const body: unknown = JSON.parse(answer.text);
  if (!validate(body)) {
    const { ajv } = contract();
    throw new Error(
      `${name} with a body that breaks its schema: ${ajv.errorsText(validate.errors)}\n${answer.text.slice(0, 1000)}`,
    );
  }
  // its schema was just checked
  if (type === 'application/problem+json') checkTexts(name, body as Problem);
}

/** What every server sends, and what browsers alone are told. */
const everywhere = new Set([
  ...['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-type', 'content-length', 'cache-control'],
  ...['set-cookie', 'vary', 'referrer-policy', 'content-security-policy'],
]);

/** Each header that an answer has besides is one that the contract names there. */
function checkHeaders(name: string, { status, headers }: Answer, declared: readonly string[]): void {
  if (status === 101) return;
  const known = new Set(declared.map((header) => header.toLowerCase()));
  const unknown = Object.keys(headers).filter((header) => !everywhere.has(header) && !known.has(header));
  if (unknown.length > 0) throw new Error(`${name} with ${unknown.join(', ')}, which the contract does not declare.`);
  for (const header of ['x-request-id', ...(status === 201 ? ['location'] : [])])
    if (!headers[header]) throw new Error(`${name} without ${header}.`);
}

interface Problem {
  readonly code: string;
  readonly context?: Record<string, unknown>;
}

/**
 * The texts of a code have placeholders, such as `{sessionId}`: whoever refuses names the fact, or
 * people read a sentence with a hole.
 */
function checkTexts(name: string, { code, context = {} }: Problem): void {
  const { detail = '', next = '' } = contract().document['x-problems'][code] ?? {};
  const holes = [...`${detail} ${next}`.matchAll(/\{(\w+)\}/g)].map(([, hole = '']) => hole);
  const unfilled = holes.filter((hole) => [undefined, null, ''].some((nothing) => context[hole] === nothing));
  if (unfilled.length > 0) throw new Error(`${name} with ${code}, and leaves ${unfilled.join(', ')} out of its texts.`);
}

function checkUnknown(method: string, path: string, answer: Answer): void {
  const type = String(answer.headers['content-type'] ?? '');
  if (answer.status >= 400 && answer.status < 500 && type.startsWith('application/problem+json')) return;
  throw new Error(
    `${method} ${path} is not in the contract, and answered ${answer.status} as "${type}" instead of a problem.`,
  );
}

function findOperation(method: string, path: string): { operation: Operation; pointer: string } | undefined {
  const { document } = contract();
  const key = method.toLowerCase() === 'head' ? 'get' : method.toLowerCase();
  // a path without parameters wins over one with
  const templates = Object.keys(document.paths).sort((a, b) => a.split('{').length - b.split('{').length);
  for (const template of templates) {
    const operation = document.paths[template]?.[key];
    if (operation && matches(template, path)) return { operation, pointer: `/paths/${escape(template)}/${key}` };
  }
  return undefined;
}

function matches(template: string, path: string): boolean {
  const parts = template.split('/');
  const actual = path.split('/');
  return (
    parts.length === actual.length &&
    parts.every((part, index) => (part.includes('{') ? actual[index] !== '' : part === actual[index]))
  );
}

/** Follows `$ref`, and says where it ended. */
function resolve(pointer: string): { value: unknown; pointer: string } {
  let value: unknown = contract().document;
  for (const part of pointer.split('/').slice(1)) {
    // a pointer built from the document's own keys leads to a value
    value = (value as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  if (value && typeof value === 'object' && '$ref' in value) return resolve(String(value.$ref).slice(1));
  return { value, pointer };
}

function validator(pointer: string): ValidateFunction {
  const { ajv, compiled } = contract();
  const known = compiled.get(pointer) ?? ajv.compile({ $ref: `${id}#${encodeURI(pointer).replaceAll('{', '%7B')}` });
  compiled.set(pointer, known);
  return known;
}

const escape = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
