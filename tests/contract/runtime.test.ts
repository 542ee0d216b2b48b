// The runtime's routes are generated from runtime.yaml; the document that @hono/zod-openapi makes of them must say the same.
import { readFile } from 'node:fs/promises';
import { OpenAPIHono } from '@hono/zod-openapi';
import { expect, test } from 'vitest';
import * as generated from '../../session-runtime/generated/routes.ts';
import { differences, isObject, type JsonObject, normalForm } from './normal-form.ts';

const { document, ...routes } = generated;

test("the runtime's own document equals the authored contract", async () => {
  const app = new OpenAPIHono();
  for (const route of Object.values(routes)) app.openAPIRegistry.registerPath(route);
  const made: JsonObject = JSON.parse(JSON.stringify(app.getOpenAPI31Document(document)));
  const authored: JsonObject = JSON.parse(
    await readFile(new URL('../../openapi/generated/runtime.json', import.meta.url), 'utf8'),
  );

  expect(differences(compared(authored), compared(made))).toEqual([]);
});

/** Without what one side cannot have: shared parameters and responses are written out by the library, and have been followed here. */
function compared(whole: JsonObject): JsonObject {
  const { components, webhooks: _, ...document } = normalForm(whole);
  return { ...document, schemas: (isObject(components) ? components.schemas : null) ?? null };
}
