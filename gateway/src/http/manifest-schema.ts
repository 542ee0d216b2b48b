// The JSON Schema of `burstflare.yaml`, for editors: the contract's Manifest in one piece, with
// what the CLI adds to it.
import openapiJson from '../../../openapi/generated/openapi.json';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const schemas: Record<string, Json> = openapiJson.components.schemas;
const refPrefix = '#/components/schemas/';

/**
 * The schemas of a manifest refer to no schema that leads back to them; one that did would not end
 * here, and fails the test beside.
 */
function inlined(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(inlined);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref: ref, ...rest } = schema;
  const own = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, inlined(value)]));
  if (typeof ref !== 'string') return own;
  const target = inlined(schemas[ref.slice(refPrefix.length)] ?? {});
  return { ...(typeof target === 'object' ? target : {}), ...own };
}

export function manifestSchema(): { [key: string]: Json } {
  const manifest = {
    type: 'object',
    properties: {},
    required: [],
    ...Object(inlined({ $ref: `${refPrefix}Manifest` })),
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'burstflare.yaml',
    ...manifest,
    // The CLI fills in the image, and takes the name for itself before the manifest is sent.
    required: manifest.required.filter((field: string) => field !== 'image'),
    properties: {
      name: {
        ...Object(inlined({ $ref: `${refPrefix}NewName` })),
        description: 'The template that `flare up` makes; the folder’s name if absent',
      },
      ...manifest.properties,
    },
  };
}
