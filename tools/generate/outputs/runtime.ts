// Owns session-runtime/generated: the runtime's routes as createRoute() definitions, from which @hono/zod-openapi makes a document that
// equals the authored one. Metadata that zod has no word for rides along in .openapi().
import type { Body, Contract, OperationModel } from '../contract.ts';
import { follow, orderedSchemas } from '../contract.ts';
import type { Header, Parameter, RequestBody, Response, Schema } from '../document.ts';
import { header, jsdoc, RUNTIME } from '../header.ts';
import type { Shape } from '../shape.ts';
import type { ZodOptions } from '../zod-source.ts';
import { hasDefault } from '../shape.ts';
import { propertyKey, textSource, usedParsers, zodSource } from '../zod-source.ts';
import { lookupIn } from './gateway-schemas.ts';

const json = (value: unknown) => JSON.stringify(value);

const CARRIED = [
  'title',
  'description',
  'examples',
  'deprecated',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const;

/** What zod cannot carry into the runtime's own document. */
function metadata(schema: Schema, shape: Shape): Record<string, unknown> {
  const carried = CARRIED.flatMap((key) => (schema[key] === undefined ? [] : [[key, schema[key]] as const]));
  const textual = shape.kind === 'string' ? (['format', 'pattern'] as const) : [];
  const text = textual.flatMap((key) => (schema[key] === undefined ? [] : [[key, schema[key]] as const]));
  const names =
    shape.kind === 'record' && schema.propertyNames ? [['propertyNames', schema.propertyNames] as const] : [];
  return Object.fromEntries([...carried, ...text, ...names]);
}

function annotate(schema: Schema, shape: Shape): string {
  const meta = metadata(schema, shape);
  return Object.keys(meta).length === 0 ? '' : `.openapi(${json(meta)})`;
}

/** zod-to-openapi takes `Named.nullable()` for the named schema itself and describes that as nullable everywhere. */
const nullable = (source: string, shape: Shape) =>
  shape.kind === 'ref' ? `z.union([${source}, z.null()])` : `${source}.nullable()`;

const zodOptions = (contract: Contract, prefix: string): ZodOptions => ({
  lookup: lookupIn(contract.document),
  reference: (name) => `${prefix}${name}`,
  annotate,
  nullable,
});

export function runtimeSchemas(contract: Contract): string {
  const blocks = orderedSchemas(contract.document).map(([name, schema]) => {
    const source = zodSource(schema, zodOptions(contract, ''), `runtime.json#/components/schemas/${name}`);
    return `${jsdoc(schema.description)}export const ${name} = ${source}.openapi(${json(name)});\nexport type ${name} = z.output<typeof ${name}>;\n`;
  });
  return `${header(RUNTIME)}import { z } from '@hono/zod-openapi';\n\n${blocks.join('\n')}`;
}

export function runtimeRoutes(contract: Contract): string {
  const routes = contract.operations.map((operation) => route(contract, operation)).join('\n');
  const { info, servers, security, tags } = contract.document;
  return [
    header(RUNTIME),
    `import { createRoute${routes.includes('z.') ? ', z' : ''} } from '@hono/zod-openapi';\n`,
    `import * as S from './schemas.ts';\n\n`,
    usedParsers(routes),
    `\n\n/** What the runtime's own document says beside its routes: \`app.doc31('/openapi.json', document)\`. */\n`,
    `export const document = ${json({ openapi: '3.1.0', info, servers, security, tags })};\n\n`,
    routes,
  ].join('');
}

function route(contract: Contract, operation: OperationModel): string {
  const { node, operationId, method, path } = operation;
  const options = zodOptions(contract, 'S.');
  const where = `runtime.json#/paths/${path}/${method}`;
  const request = [
    ...group('params', 'strictObject', operation.params, options, where),
    ...group('query', 'strictObject', operation.query, options, where),
    ...group('headers', 'object', operation.headers, options, where),
    ...body(contract, operation, options, where),
  ];
  const responses = Object.entries(node.responses).map(([status, response]) => {
    const answer = follow<Response>(contract.document, response);
    return `${status}: ${responseSource(contract, answer, options, `${where}/responses/${status}`)}`;
  });
  const named = { operationId, tags: node.tags, summary: node.summary, description: node.description };
  const parts = [
    `method: '${method}', path: ${json(path)}`,
    json({ ...named, security: node.security }).slice(1, -1),
    ...(request.length === 0 ? [] : [`request: { ${request.join(', ')} }`]),
    `responses: { ${responses.join(', ')} }`,
  ];
  return `${jsdoc(node.summary)}export const ${operationId} = createRoute({\n  ${parts.join(',\n  ')},\n});\n`;
}

function group(
  name: string,
  factory: 'strictObject' | 'object',
  all: Parameter[],
  options: ZodOptions,
  where: string,
): string[] {
  if (all.length === 0) return [];
  const fields = all.map((parameter) => {
    const source = textSource(parameter.schema, options, `${where}/parameters/${parameter.name}`);
    const optional = parameter.required || hasDefault(parameter.schema, options.lookup) ? '' : '.optional()';
    const described =
      parameter.description === undefined ? '' : `.openapi(${json({ param: { description: parameter.description } })})`;
    const key = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
    return `${propertyKey(key)}: ${source}${optional}${described}`;
  });
  return [`${name}: z.${factory}({ ${fields.join(', ')} })`];
}

function body(contract: Contract, operation: OperationModel, options: ZodOptions, where: string): string[] {
  const requestBody = operation.node.requestBody;
  if (operation.body === null || requestBody === undefined) return [];
  const { description } = follow<RequestBody>(contract.document, requestBody);
  const text = description === undefined ? '' : `description: ${json(description)}, `;
  return [
    `body: { ${text}required: ${operation.body.required}, content: ${content(operation.body, options, `${where}/requestBody`)} }`,
  ];
}

function content({ contentTypes, schema }: Body, options: ZodOptions, where: string): string {
  const media = schema === null ? '{}' : `{ schema: ${zodSource(schema, options, where)} }`;
  return `{ ${contentTypes.map((type) => `${json(type)}: ${media}`).join(', ')} }`;
}

function responseSource(contract: Contract, response: Response, options: ZodOptions, where: string): string {
  const parts = [`description: ${json(response.description)}`];
  const headers = Object.entries(response.headers ?? {}).map(([name, value]) => [
    name,
    follow<Header>(contract.document, value),
  ]);
  if (headers.length > 0) parts.push(`headers: ${json(Object.fromEntries(headers))}`);
  const types = Object.entries(response.content ?? {}).map(([type, media]) => {
    const schema = media.schema === undefined ? '' : `schema: ${zodSource(media.schema, options, where)}`;
    return `${json(type)}: { ${schema} }`;
  });
  if (types.length > 0) parts.push(`content: { ${types.join(', ')} }`);
  return `{ ${parts.join(', ')} }`;
}
