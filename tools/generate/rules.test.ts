// The lint rules of openapi/rules: every rule finds its fault where it is, and finds nothing in a
// contract that keeps them.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintOne } from './redocly.ts';
import plugin from '../../openapi/rules/plugin.ts';

const fixtures = join(import.meta.dirname, 'fixtures/bad/openapi');
const tiny = join(import.meta.dirname, 'fixtures/tiny/openapi');

/** Our own findings as `rule pointer`; redocly's built-in rules have tests of their own. */
async function ours(folder: string, api: string): Promise<string[]> {
  const findings = await lintOne(folder, join(folder, 'redocly.yaml'), api);
  return findings
    .filter(({ ruleId }) => ruleId.startsWith('burstflare/'))
    .map(({ ruleId, pointer, message }) => `${ruleId.slice(11)} ${pointer} ${message}`)
    .sort();
}

describe('a contract that breaks the rules', async () => {
  const found = [...(await ours(fixtures, 'public')), ...(await ours(fixtures, 'runtime'))];

  test('is refused at each fault', () =>
    expect(found).toMatchInlineSnapshot(`
      [
        "array-bound #/unbounded/properties/list An array has maxItems",
        "body-example #/notes/post/responses/201 application/json body has no example, here or on its schema",
        "deletion #/note/delete/responses A DELETE answers 204 and nothing else, not 200",
        "described #/unbounded/properties/silent A schema has a description",
        "domain-tag #/notes/get/tags The tag is the domain's folder: notes, not other",
        "domain-tag #/notes/post An operation has exactly one tag, its domain",
        "error-answers #/closed/post/responses Responses are missing: 401, 403, 409, 422, 503 (see common/responses.yaml)",
        "error-answers #/note/delete/responses Responses are missing: 400, 401, 403, 404, 503 (see common/responses.yaml)",
        "error-answers #/notes/get/responses Responses are missing: 429, 503 (see common/responses.yaml)",
        "error-answers #/notes/post/responses Responses are missing: 400, 408, 413, 415, 429, 503 (see common/responses.yaml)",
        "error-answers #/schemas/get/responses Responses are missing: 503 (see common/responses.yaml)",
        "event-stream #/stream/post A stream has an x-rate-limit: clients reconnect often",
        "event-stream #/stream/post A stream has the event \`reset\`, for who cannot go on from where they were",
        "event-stream #/stream/post A stream is a GET: EventSource knows no other method",
        "event-stream #/stream/post A stream takes Last-Event-ID",
        "event-stream #/stream/post An event has its name as the const of \`event\`",
        "event-stream #/stream/post The discriminator maps each event",
        "idempotent #/closed/post x-idempotent: true and the Idempotency-Key parameter come together",
        "idempotent #/notes/post A POST says x-idempotent: true (takes Idempotency-Key) or false",
        "integer-bound #/unbounded/properties/long An integer has minimum and maximum, which fit a JavaScript number",
        "integer-bound #/unbounded/properties/number An integer has minimum and maximum, which fit a JavaScript number",
        "location #/notes/post 201 and x-location, the address of what was created, come together",
        "modern-forms #/unbounded/properties/old OpenAPI 3.1 forms: type: [string, 'null'] instead of nullable, examples: [] instead of example",
        "named-enum #/unbounded/properties/kind An enum has no null: oneOf of the enum's schema and type: 'null'",
        "named-enum #/unbounded/properties/kind An enum is a component of its own, and has a name",
        "object-closed #/unbounded An object says additionalProperties: false, or of which schema its further properties are",
        "operation-id #/notes/get operationId is a camelCase verb and noun, such as createTemplate",
        "policy-names #/closed/post x-rate-limit is missing: reads or writes, where it needs none of its own",
        "policy-names #/closed/post/x-permission security: [] and x-permission: public come together",
        "policy-names #/note/delete x-permission is missing: a key of x-permissions, public or self",
        "policy-names #/note/delete x-rate-limit is missing: reads or writes, where it needs none of its own",
        "policy-names #/notes/get/x-allowed-states x-allowed-states are states of one machine in x-state-machines",
        "policy-names #/notes/get/x-audit x-audit note.unknown is not in x-audit-events",
        "policy-names #/notes/get/x-permission x-permission notes:erase is not in x-permissions",
        "policy-names #/notes/get/x-problems x-problems unknown is not in x-problems",
        "policy-names #/notes/get/x-quota x-quota unknown is not in x-quotas",
        "policy-names #/notes/get/x-rate-limit x-rate-limit unknown is not in x-rate-limits",
        "policy-names #/notes/post/x-permission security: [] and x-permission: public come together",
        "policy-names #/schemas/get x-rate-limit is missing: reads or writes, where it needs none of its own",
        "policy-names #/stream/post x-rate-limit is missing: reads or writes, where it needs none of its own",
        "policy-names #/x-permissions/notes:write The role nobody is not in x-roles",
        "policy-names #/x-principals/pass The permission notes:see is not in x-permissions",
        "policy-names #/x-problems/full x-problem-facts needs limit for an example of it",
        "policy-names #/x-state-machines/note A move names gone, which is no state of it",
        "portable-pattern #/unbounded/properties/name A pattern does without \\p, \\u and look-around, which other languages read differently: write \\x",
        "problem-json #/notes/get/responses/401 401 answers application/problem+json, and only that",
        "problem-json #/notes/get/responses/403 403 answers application/problem+json, and only that",
        "request-closed #/open An object in a request does not take arbitrary properties",
        "string-bound #/unbounded/properties/text A string has maxLength, format, pattern, enum or const: nothing we take or store is unbounded",
        "mount-policy #/paths/~1mounted/get/x-public x-public needs permission",
        "mount-policy #/paths/~1mounted/get/x-public x-public needs rateLimit",
      ]
    `));

  test.each(Object.keys(plugin().rules.oas3))('%s finds its fault', (rule) => {
    expect(found.filter((line) => line.startsWith(`${rule} `))).not.toEqual([]);
  });
});

test.each(['public', 'runtime'])('the %s part of the tiny contract keeps all rules', async (api) => {
  expect(await lintOne(tiny, join(tiny, 'redocly.yaml'), api)).toEqual([]);
});
