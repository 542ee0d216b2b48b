// Owns the generator's view of a bundled contract: every operation with its references followed and
// its defaults filled in.
import type {
  Content,
  Document,
  Header,
  Method,
  OperationNode,
  Parameter,
  RequestBody,
  Response,
  Schema,
} from './document.ts';
import { METHODS } from './document.ts';

export interface Body {
  contentTypes: string[];
  /** What a JSON body is; null where bytes are passed on as a stream. */
  schema: Schema | null;
}

export interface Reply extends Body {
  status: number;
  /** What each event of a stream is; null where the body is none. */
  event: Schema | null;
  headers: { name: string; required: boolean; description: string }[];
}

export interface OperationModel {
  operationId: string;
  method: Method;
  path: string;
  domain: string;
  node: OperationNode;
  security: string[];
  params: Parameter[];
  query: Parameter[];
  headers: Parameter[];
  body: (Body & { required: boolean; maxBytes: number | null }) | null;
  /** Everything but problem+json: those are written in one place, not by a handler. */
  replies: Reply[];
}

export interface Contract {
  document: Document;
  operations: OperationModel[];
  /** What the service calls by itself; `path` is where. */
  webhooks: OperationModel[];
}

const PROBLEM = 'application/problem+json';
const EVENT_STREAM = 'text/event-stream';
export const isJson = (contentType: string) => /^application\/([\w.-]+\+)?json\b/.test(contentType);

export function readContract(document: Document): Contract {
  checkNames(document);
  const operations: OperationModel[] = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const node = item[method];
      if (node !== undefined) operations.push(readOperation(document, path, method, node, item.parameters ?? []));
    }
  }
  const webhooks = Object.entries(document.webhooks).map(([name, { post }]) => {
    const path = post?.['x-path'];
    if (post === undefined || path === undefined) throw new Error(`webhooks/${name}: a webhook is a POST with x-path`);
    return readOperation(document, path, 'post', post, []);
  });
  const seen = new Set<string>();
  for (const { operationId } of [...operations, ...webhooks]) {
    if (seen.has(operationId)) throw new Error(`The operationId ${operationId} is used twice`);
    seen.add(operationId);
  }
  return { document, operations, webhooks };
}

/**
 * A name is that of one component: generators that put all of them into one module, by their names,
 * would lose one of two.
 */
function checkNames({ components }: Document): void {
  const owners = new Map<string, string>();
  for (const [section, named] of Object.entries(components)) {
    for (const name of Object.keys(named)) {
      const other = owners.get(name);
      if (other !== undefined) throw new Error(`components/${section}/${name} is in ${other} too: rename one`);
      owners.set(name, section);
    }
  }
}

/** What each event of an operation's stream is; null for one that answers none. */
export const eventOf = ({ replies }: OperationModel) => replies.find(({ event }) => event !== null)?.event ?? null;

/** Follows a component $ref; schemas keep theirs, because each becomes a named schema. */
export function follow<T extends object>(document: Document, value: T | { $ref: string }): T {
  if (!('$ref' in value)) return value;
  const [, , section, name] = value.$ref.split('/');
  const components: Record<string, Record<string, unknown>> = document.components;
  const target = components[section ?? '']?.[name ?? ''];
  if (target === undefined) throw new Error(`Nothing in the contract answers to ${value.$ref}`);
  // The section a $ref names decides the type; document.ts has checked every component against its
  // section.
  return follow(document, target as T);
}

function readOperation(
  document: Document,
  path: string,
  method: Method,
  node: OperationNode,
  shared: ({ $ref: string } | Parameter)[],
): OperationModel {
  const parameters = [...shared, ...(node.parameters ?? [])].map((parameter) => follow<Parameter>(document, parameter));
  const inPlace = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place);
  const where = `${method.toUpperCase()} ${path}`;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const params = inPlace('path');
  if (inPath.length !== params.length || !params.every(({ name }) => inPath.includes(name))) {
    throw new Error(`${where}: the path's names and its path parameters differ`);
  }
  const body = node.requestBody === undefined ? null : follow<RequestBody>(document, node.requestBody);
  return {
    operationId: node.operationId,
    method,
    path,
    domain: node.tags[0] ?? '',
    node,
    security: (node.security ?? document.security ?? []).flatMap((requirement) => Object.keys(requirement)),
    params,
    query: inPlace('query'),
    headers: inPlace('header'),
    body: body && {
      ...readContent(body.content, where),
      required: body.required ?? false,
      maxBytes: body['x-max-bytes'] ?? null,
    },
    replies: Object.entries(node.responses).flatMap(([status, response]) => {
      const answer = follow<Response>(document, response);
      if (answer.content?.[PROBLEM] !== undefined) return [];
      return [readReply(document, Number(status), answer, `${where} ${status}`)];
    }),
  };
}

function readReply(document: Document, status: number, response: Response, where: string): Reply {
  const headers = Object.entries(response.headers ?? {}).map(([name, value]) => {
    const header = follow<Header>(document, value);
    return { name, required: header.required ?? false, description: header.description ?? '' };
  });
  const content = response.content ?? {};
  const event = content[EVENT_STREAM]?.schema ?? null;
  if (EVENT_STREAM in content && event?.$ref === undefined)
    throw new Error(`${where}: a stream names its events' schema`);
  return { status, headers, event, ...readContent(content, where) };
}

function readContent(content: Content, where: string): Body {
  const contentTypes = Object.keys(content);
  const json = contentTypes.filter(isJson);
  if (json.length === 0) return { contentTypes, schema: null };
  if (contentTypes.length !== 1) throw new Error(`${where}: a JSON body is the only content type of its body`);
  const schema = content[json[0] ?? '']?.schema;
  if (schema === undefined) throw new Error(`${where}: a JSON body needs a schema`);
  return { contentTypes, schema };
}

/** Component schemas in an order in which each comes after those that it refers to. */
export function orderedSchemas(document: Document): [string, Schema][] {
  const schemas = document.components.schemas;
  const done = new Map<string, Schema>();
  const visit = (name: string, trail: string[]) => {
    if (done.has(name)) return;
    if (trail.includes(name)) throw new Error(`Recursive schemas are not supported: ${[...trail, name].join(' -> ')}`);
    const schema = schemas[name];
    if (schema === undefined) throw new Error(`Nothing in the contract answers to #/components/schemas/${name}`);
    for (const used of [...references(schema)].sort()) visit(used, [...trail, name]);
    done.set(name, schema);
  };
  for (const name of Object.keys(schemas).sort()) visit(name, []);
  return [...done];
}

/** The names of the component schemas that these refer to, directly or not. */
export function reachable(document: Document, schemas: (Schema | null)[]): Set<string> {
  const found = new Set<string>();
  const visit = (schema: Schema) => {
    for (const name of references(schema)) {
      const target = document.components.schemas[name];
      if (found.has(name) || target === undefined) continue;
      found.add(name);
      visit(target);
    }
  };
  for (const schema of schemas) if (schema) visit(schema);
  return found;
}

export const refName = (ref: string) => ref.split('/').at(-1) ?? '';

/** Names of the component schemas that a schema refers to directly. */
export function references(schema: Schema): Set<string> {
  if (schema.$ref !== undefined) return new Set([refName(schema.$ref)]);
  const { items, additionalProperties: more, propertyNames } = schema;
  const children = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.oneOf ?? []),
    ...(schema.anyOf ?? []),
    ...(schema.allOf ?? []),
    ...(items ? [items] : []),
    ...(propertyNames ? [propertyNames] : []),
    ...(typeof more === 'object' ? [more] : []),
  ];
  return new Set(children.flatMap((child) => [...references(child)]));
}
