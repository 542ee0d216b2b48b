// The gateway's layers: index → app → http, handlers → domains → platform; and inside a domain
// handlers → service → store.
import { expect, test } from 'vitest';
import { isTest, sourceFiles, violations, type SourceFile } from './source-files.ts';

const src = 'gateway/src/';
const files = sourceFiles().filter(({ path }) => path.startsWith(src) && !isTest(path));

type Layer = 'index' | 'app' | 'http' | 'handlers' | 'domains' | 'platform' | 'errors' | 'shared';

/** Where a domain meets HTTP: its handlers, and what shapes their answers. */
const doors = new Set(['handlers.ts', 'answers.ts']);

/**
 * What a domain shows others: index.ts; and port.ts, which names no wiring, so that deps can name
 * it.
 */
const doorsOut = new Set(['index.ts', 'port.ts']);

/**
 * deps, env, scope, contract and the handlers table are named by every layer: wiring and
 * vocabulary; and authorize, which every way in asks.
 */
function layerOf(path: string): Layer {
  const [first = ''] = path.slice(src.length).split('/');
  if (first === 'index.ts') return 'index';
  if (first === 'app.ts') return 'app';
  if (first === 'errors.ts') return 'errors';
  if (first === 'domains' && doors.has(fileIn(path))) return 'handlers';
  return first === 'http' || first === 'domains' || first === 'platform' ? first : 'shared';
}

const below: Record<Layer, readonly Layer[]> = {
  index: ['app', 'http', 'domains', 'platform', 'errors', 'shared'],
  app: ['http', 'domains', 'platform', 'errors', 'shared'],
  http: ['http', 'domains', 'platform', 'errors', 'shared'],
  handlers: ['http', 'handlers', 'domains', 'platform', 'errors', 'shared'],
  // the test on handlers, services and stores says who of them may call whom
  domains: ['handlers', 'domains', 'platform', 'errors', 'shared'],
  // the one word that it shares with the rest is Problem
  platform: ['platform', 'errors'],
  errors: ['errors'],
  shared: ['http', 'handlers', 'domains', 'platform', 'errors', 'shared'],
};

const domainOf = (path: string) => /^gateway\/src\/domains\/([^/]+)\//.exec(path)?.[1];
const fileIn = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function importsWhere(wrong: (file: SourceFile, target: string) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter(({ target }) => target && wrong(file, target))
      .map(({ specifier }) => `${file.path} imports ${specifier}`),
  );
}

test('a layer imports only the layers below it', () => {
  const found = importsWhere(
    ({ path }, target) => target.startsWith(src) && !below[layerOf(path)].includes(layerOf(target)),
  );
  expect(violations(found, 'move the code down a layer, or hand it in through deps')).toBe('');
});

test('a domain reaches another one only through its index or its port', () => {
  const found = importsWhere(({ path }, target) => {
    const other = domainOf(target);
    return (
      other !== undefined && domainOf(path) !== undefined && other !== domainOf(path) && !doorsOut.has(fileIn(target))
    );
  });
  expect(
    violations(
      found,
      'export what is needed from domains/<D>/index.ts, or from port.ts if deps needs it, and import that',
    ),
  ).toBe('');
});

test('auth, audit and usage import no other domain', () => {
  const base = new Set(['auth', 'audit', 'usage']);
  const found = importsWhere(({ path }, target) => {
    const from = domainOf(path);
    const to = domainOf(target);
    return from !== undefined && base.has(from) && to !== undefined && to !== from && to !== 'audit';
  });
  expect(violations(found, 'the other domain calls auth, audit or usage; not the other way round')).toBe('');
});

test('nothing but operators imports operators', () => {
  const found = importsWhere(
    ({ path }, target) => domainOf(target) === 'operators' && ![undefined, 'operators'].includes(domainOf(path)),
  );
  expect(violations(found, 'operators sits on top of the domains')).toBe('');
});

/** store.ts and its kin: a domain with more than one has device-store.ts and so on. */
const store = /(^|[/-])store\.ts$/;

/** What a file of a domain may not call. */
function above(path: string): RegExp {
  if (fileIn(path) === 'handlers.ts') return store;
  return store.test(path) ? /\/(service|handlers)\.ts$/ : /\/handlers\.ts$/;
}

test('handlers call services, services call stores, and nothing calls back', () => {
  const found = importsWhere(
    ({ path }, target) => domainOf(path) !== undefined && domainOf(target) !== undefined && above(path).test(target),
  );
  expect(violations(found, 'handlers → service → store: put the rule into the service, the SQL into the store')).toBe(
    '',
  );
});

test('the platform knows no business word', () => {
  // the contracts of the services that it calls are none
  const business = /^(gateway|openapi)\/generated\/(?!(runtime|host)\.ts$)/;
  const found = importsWhere(({ path }, target) => layerOf(path) === 'platform' && business.test(target));
  expect(violations(found, 'declare what the platform itself needs of it, and let the domain hand that in')).toBe('');
});

test('a runtime is called by operation, through platform/runtime-client', () => {
  // what an app in a preview serves is in no contract
  const may = [`${src}platform/runtime-client.ts`, `${src}http/preview.ts`];
  const found = files
    .filter(({ path, text }) => !may.includes(path) && /\bhost\.fetch\(/i.test(text))
    .map(({ path }) => path);
  expect(violations(found, 'use callRuntime: it has limits, and holds the answer against the contract')).toBe('');
});

test('only the platform, and the wiring above it, touches bindings', () => {
  // coordinators.ts is the typed door to a domain's own Durable Object, whose class the platform
  // may not name
  const wiring = ['index.ts', 'app.ts', 'config.ts', 'deps.ts', 'env.ts', 'host.ts'].map((name) => src + name);
  const touches =
    /\b(?:c|this)?\.?env\.[A-Z][A-Z_]+\b|\b(?:D1Database|DurableObjectNamespace|R2Bucket|KVNamespace|Queue)\b/;
  const found = files
    .filter(({ path }) => layerOf(path) !== 'platform' && !wiring.includes(path) && fileIn(path) !== 'coordinators.ts')
    // a Durable Object or a Workflow gets its bindings from the engine, in its constructor
    .filter(({ text }) => touches.test(text) && !/extends (DurableObject|WorkflowEntrypoint)\b/.test(text))
    .map(({ path, text }) => `${path}: ${touches.exec(text)?.[0]}`);
  expect(violations(found, 'wrap the binding in platform/ and hand it in through deps')).toBe('');
});

// Only where it is code: English says “select” and “update” as well.
const builders = String.raw`\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(`;
const tagged = String.raw`\bsql(?:<[^\x60]*>)?\x60`;
const called = String.raw`\.(?:prepare|exec)\(\s*['"\x60]\s*(?:select|insert|update|delete|replace|with|create|drop|alter)\b`;
const sql = new RegExp([builders, tagged, called].join('|'), 'i');

test('SQL is written in stores, and in the platform', () => {
  // a Durable Object keeps its own SQLite in these
  const own = /\/coordinator\/(journal|log|stored)\.ts$/;
  const found = files
    .filter(
      ({ path }) =>
        layerOf(path) !== 'platform' && !store.test(path) && !own.test(path) && path !== `${src}http/idempotency.ts`,
    )
    .filter(({ text }) => sql.test(text))
    .map(({ path, text }) => `${path}: ${sql.exec(text)?.[0]}`);
  expect(violations(found, 'move the statement into the domain’s store.ts')).toBe('');
});

test.each([
  ['deps.db.run(sql`delete from templates where id = ${id}`)', true],
  ['sql<number>`count(*)`', true],
  ["query.updateTable('templates').set({ state })", true],
  ["this.#sql.exec('DELETE FROM log')", true],
  ['env.DB.prepare(`update templates set state = ?`)', true],
  ["// Select a template and update its name, or delete from the list: 'select one'.", false],
  ['/^select (.*)$/.exec(line)', false],
])('the rule on SQL knows this code’s own forms: %s', (text, found) => {
  expect(sql.test(text)).toBe(found);
});

test('the rule on layers knows every name that a store has', () => {
  const stores = files.filter(({ path }) => store.test(path) && domainOf(path) !== undefined);
  expect(stores.map(({ path }) => fileIn(path))).toEqual(expect.arrayContaining(['store.ts', 'device-store.ts']));
});

test('the gateway logs through platform/log', () => {
  const found = files
    .filter(({ path, text }) => path !== `${src}platform/log.ts` && /\bconsole\.\w+\(/.test(text))
    .map(({ path }) => path);
  expect(violations(found, 'use deps.log: it writes one record a line and knows what to leave out')).toBe('');
});
