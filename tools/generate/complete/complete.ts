// Owns what the served contract says of every operation without its author saying so: the headers
// of each answer, the codes of each refusal with an example, who may call it and how often, and how
// wide each integer is.
import { follow } from '../contract.ts';
import type { Document, OperationNode, Parameter, Response, Schema } from '../document.ts';
import { METHODS } from '../document.ts';
import { headers, headersOf, notCounted } from './headers.ts';
import { widened } from './integers.ts';
import { policyText } from './policy-text.ts';
import { codesOf, problemContent } from './refusals.ts';
import { SharedResponses } from './shared-responses.ts';

/** The mounted public contract with all of that in it; the argument is not changed. */
export function completed(authored: Document): Document {
  const document = structuredClone(authored);
  const { schemas } = document.components;
  const code = schemas.Problem?.properties?.code;
  if (schemas.Problem?.properties === undefined || code === undefined)
    throw new Error('The public contract needs the schema Problem, with its `code`');
  schemas.ProblemCode = {
    type: 'string',
    enum: Object.keys(document['x-problems']),
    description: `${code.description}. Codes may be added: what an unknown one means, its status says`,
  };
  schemas.Problem.properties.code = { $ref: '#/components/schemas/ProblemCode' };
  const shared = new SharedResponses();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const node = item[method];
      if (node) completeOperation(document, node, `${method.toUpperCase()} ${path}`, item.parameters ?? [], shared);
    }
  }
  Object.assign(schemas, shared.schemas());
  document.components.responses = shared.responses();
  document.components.headers = { ...document.components.headers, ...headers };
  return widened(document);
}

function completeOperation(
  document: Document,
  node: OperationNode,
  where: string,
  pathParameters: ({ $ref: string } | Parameter)[],
  shared: SharedResponses,
): void {
  const parameters = [...pathParameters, ...(node.parameters ?? [])].map((one) => follow<Parameter>(document, one));
  const codes = codesOf(document, node, parameters, where);
  node.description = [node.description?.trim(), policyText(document, node)].filter(Boolean).join('\n\n');
  for (const [status, authored] of Object.entries(node.responses)) {
    const response = follow<Response>(document, authored);
    const whole = {
      ...response,
      headers: { ...response.headers, ...headersOf(node, status, Object.keys(response.content ?? {})) },
    };
    const here = codes[status];
    if (here === undefined) {
      // An upgrade's answer is made by who is behind the socket.
      if (status !== '101') node.responses[status] = whole;
    } else if ('$ref' in authored) {
      const make = (schema: Schema) => ({ ...whole, ...problemContent(document, here, schema) });
      shared.add({ base: authored.$ref.split('/').at(-1) ?? '', node, status, codes: here, make });
    } else throw new Error(`${where} ${status}: a refusal is one of the shared responses`);
  }
  const failed = (schema: Schema): Response => ({
    description: 'The gateway failed',
    headers: headersOf(node, '500'),
    ...problemContent(document, ['internal_error'], schema),
  });
  shared.add({ base: 'InternalError', node, status: '500', codes: ['internal_error'], make: failed });
  const failure = (schema: Schema): Response => ({
    description: 'Any other refusal',
    headers: { ...headersOf(node, 'default'), ...notCounted },
    ...problemContent(document, ['method_not_allowed', 'name_refused'], schema),
  });
  shared.add({ base: 'Failure', node, status: 'default', codes: null, make: failure });
}
