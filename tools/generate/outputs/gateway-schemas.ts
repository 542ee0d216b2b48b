// Owns gateway/generated/schemas.ts: a zod schema and a type per component schema.
import type { Contract } from '../contract.ts';
import { orderedSchemas } from '../contract.ts';
import { header, jsdoc, PUBLIC } from '../header.ts';
import { zodSource } from '../zod-source.ts';

export function gatewaySchemas({ document }: Contract): string {
  const schemas = orderedSchemas(document);
  const lookup = lookupIn(document);
  const blocks = schemas.map(([name, schema]) => {
    const source = zodSource(
      schema,
      { lookup, reference: (other) => other },
      `openapi.json#/components/schemas/${name}`,
    );
    return `${jsdoc(schema.description)}export const ${name} = ${source};\nexport type ${name} = z.output<typeof ${name}>;\n`;
  });
  return `${header(PUBLIC)}import * as z from 'zod';\n\n${blocks.join('\n')}`;
}

export const lookupIn = (document: Contract['document']) => (name: string) => {
  const schema = document.components.schemas[name];
  if (schema === undefined) throw new Error(`Nothing in the contract answers to #/components/schemas/${name}`);
  return schema;
};
