// Owns generated/schemas.ts of the gateway and of what the plane serves: a zod schema and a type
// per component schema.
import type { Contract } from '../contract.ts';
import { orderedSchemas, reachable } from '../contract.ts';
import { header, jsdoc, PUBLIC } from '../header.ts';
import type { Service } from '../service.ts';
import { classic, type Dialect, mini } from '../zod-dialect.ts';
import { zodSource } from '../zod-source.ts';

/** Without those of refusals: a refusal is made of the table of problems. */
export function gatewaySchemas(contract: Contract): string {
  const parts = contract.operations.flatMap(({ params, query, headers, body, replies }) => [
    ...[...params, ...query, ...headers].map(({ schema }) => schema),
    body?.schema ?? null,
    ...replies.flatMap(({ schema, event }) => [schema, event]),
  ]);
  return schemaModule(contract, PUBLIC, 'openapi.json', classic, reachable(contract.document, parts));
}
export const planeSchemas = ({ contract, source, bundle }: Service) => schemaModule(contract, source, bundle, mini);

function schemaModule(
  { document }: Contract,
  madeFrom: string,
  bundle: string,
  dialect: Dialect,
  used?: ReadonlySet<string>,
): string {
  const options = { lookup: lookupIn(document), reference: (other: string) => other, dialect };
  const all = orderedSchemas(document).filter(([name]) => used === undefined || used.has(name));
  const blocks = all.map(([name, schema]) => {
    const source = zodSource(schema, options, `${bundle}#/components/schemas/${name}`);
    return `${jsdoc(schema.description)}export const ${name} = ${source};\nexport type ${name} = z.output<typeof ${name}>;\n`;
  });
  return `${header(madeFrom)}import * as z from '${dialect.module}';\n\n${blocks.join('\n')}`;
}

export const lookupIn = (document: Contract['document']) => (name: string) => {
  const schema = document.components.schemas[name];
  if (schema === undefined) throw new Error(`Nothing in the contract answers to #/components/schemas/${name}`);
  return schema;
};
