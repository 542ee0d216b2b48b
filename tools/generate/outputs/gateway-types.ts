// Owns gateway/generated/types.ts: what each operation's handler gets and gives, and which
// operations a domain has.
import { type Contract, eventOf, type OperationModel, type Reply } from '../contract.ts';
import type { Parameter, Schema } from '../document.ts';
import { header, jsdoc, PUBLIC } from '../header.ts';
import type { TypeOptions } from '../type-source.ts';
import { typeSource } from '../type-source.ts';
import { propertyKey } from '../zod-source.ts';
import { hasDefault } from '../shape.ts';
import { parameterKey } from './gateway-operations.ts';
import { lookupIn } from './schemas.ts';

export function gatewayTypes({ document, operations }: Contract): string {
  const options: TypeOptions = { lookup: lookupIn(document), reference: (name) => `S.${name}` };
  const entries = operations.map((operation) => operationType(operation, options));
  const domains = [...new Set(document.tags.map(({ name }) => name))].flatMap((domain) => {
    const ids = operations
      .filter(({ domain: own, node }) => own === domain && node['x-runtime-operation'] === undefined)
      .map(({ operationId }) => `'${operationId}'`);
    return ids.length === 0 ? [] : [`  ${propertyKey(domain)}: ${ids.join(' | ')};\n`];
  });
  const events = operations.flatMap((operation) => {
    const event = eventOf(operation);
    return event === null
      ? []
      : [`  ${operation.operationId}: ${typeSource(event, options, operation.operationId)};\n`];
  });
  const body = `/** What each operation takes and gives. */\nexport interface OperationTypes {\n${entries.join('')}}\n\n/** The operations of each domain that need a handler; those of a session's runtime are passed on. */\nexport interface Domains {\n${domains.join('')}}\n\n/** What each event of an operation's stream is. */\nexport interface StreamEvents {\n${events.join('')}}\n\nexport type OperationId = keyof OperationTypes;\nexport type Domain = keyof Domains;\n`;
  const contractTypes = ['ReplyHeaders', 'StreamBody']
    .filter((name) => new RegExp(`\\b${name}\\b`).test(body))
    .join(', ');
  return [
    header(PUBLIC),
    contractTypes === '' ? '' : `import type { ${contractTypes} } from '../src/contract.ts';\n`,
    `import type * as S from './schemas.ts';\n\n`,
    body,
  ].join('');
}

function operationType(operation: OperationModel, options: TypeOptions): string {
  const where = `openapi.json#/paths/${operation.path}/${operation.method}`;
  const replies = operation.replies.flatMap((reply) => replyTypes(operation, reply, options, where));
  return `${jsdoc(operation.node.summary, '  ')}  ${operation.operationId}: {
    params: ${parametersType(operation.params, options, where)};
    query: ${parametersType(operation.query, options, where)};
    headers: ${parametersType(operation.headers, options, where)};
    body: ${bodyType(operation.body, options, where)};
    reply: ${replies.join(' | ')};
  };
`;
}

export function parametersType(parameters: Parameter[], options: TypeOptions, where: string): string {
  if (parameters.length === 0) return 'Record<never, never>';
  const fields = parameters.map((parameter) => {
    const type = typeSource(parameter.schema, options, `${where}/parameters/${parameter.name}`);
    const present = parameter.required || (!options.given && hasDefault(parameter.schema, options.lookup));
    return `${propertyKey(parameterKey(parameter))}${present ? '' : '?'}: ${type}${present ? '' : ' | undefined'}`;
  });
  return `{ ${fields.join('; ')} }`;
}

function bodyType(
  body: { schema: Schema | null; required: boolean } | null,
  options: TypeOptions,
  where: string,
): string {
  if (body === null) return 'undefined';
  const type =
    body.schema === null ? 'ReadableStream<Uint8Array>' : typeSource(body.schema, options, `${where}/requestBody`);
  return body.required ? type : `${type} | undefined`;
}

/**
 * A JSON body is a value; bytes are a stream, or the upstream's own response. Redirects and
 * upgrades are whole responses, and so may be what the session's runtime answered to a mounted
 * operation.
 */
function replyTypes(operation: OperationModel, reply: Reply, options: TypeOptions, where: string): string[] {
  const { status } = reply;
  const response = `{ status: ${status}; response: Response }`;
  if (status < 200 || (status >= 300 && status < 400)) return [response];
  const required = reply.headers.filter((one) => one.required).map(({ name }) => `${propertyKey(name)}: string`);
  const headers = required.length > 0 ? `headers: ReplyHeaders & { ${required.join('; ')} }` : 'headers?: ReplyHeaders';
  if (reply.contentTypes.length === 0) return [`{ status: ${status}; ${headers} }`];
  if (reply.schema === null) {
    const types = reply.contentTypes.map((type) => `'${type}'`).join(' | ');
    const contentType = reply.contentTypes.length > 1 ? `contentType: ${types}; ` : '';
    return [`{ status: ${status}; body: StreamBody; ${contentType}${headers} }`, response];
  }
  const body = typeSource(reply.schema, options, `${where}/responses/${status}`);
  const value = `{ status: ${status}; body: ${body}; ${headers} }`;
  return operation.node['x-runtime-operation'] === undefined ? [value] : [value, response];
}
