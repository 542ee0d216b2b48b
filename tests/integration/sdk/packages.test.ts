// What `npm pack` makes of the SDK and the CLI in a fresh clone, installed in an empty folder, as
// somebody has it who knows nothing of this repository.
import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { newEmail } from '../../support/people.ts';

const { apiUrl } = inject('platform');
const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'burstflare-packages-'));
const user = join(folder, 'user');
const prefix = join(folder, 'prefix');
const limitMs = 240_000;
const node20Version = '20.20.2';

/**
 * As a person's shell has it, with its certificates and registry, and not as this test run under
 * npm and vitest does.
 */
const ofThisRun = /^(npm_|NODE_ENV$|NODE_OPTIONS$|VITEST|FLARE_)/;
const shell = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofThisRun.test(name)));
const env = { ...shell, FLARE_CONFIG: join(folder, 'config.json') };
const run = promisify(execFile);
const npm = (cwd: string, ...args: string[]) => run('npm', args, { cwd, env });

let node20 = '';

beforeAll(async () => {
  const packed = await Promise.all([pack('sdk'), pack('flare-cli')]);
  mkdirSync(user);
  writeFileSync(join(user, 'package.json'), '{ "type": "module", "private": true }');
  const [sdk = '', cli = ''] = packed;
  await npm(user, 'install', '--no-audit', '--no-fund', sdk);
  // Offline, with an empty cache: what it needs is in it, or the installation fails.
  await npm(user, 'install', '--global', '--offline', '--cache', join(folder, 'cache'), '--prefix', prefix, cli);
  node20 = await findNode20();
}, limitMs);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In a copy without anything that was built: other tests run the build that is in the tree. */
async function pack(part: string): Promise<string> {
  const clone = join(folder, `clone-${part}`);
  const isSource = (path: string) => !['dist', 'node_modules'].includes(basename(path));
  cpSync(join(root, part), join(clone, part), { recursive: true, filter: isSource });
  cpSync(join(root, 'tsconfig.base.json'), join(clone, 'tsconfig.base.json'));
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  await npm(join(clone, part), 'pack', '--pack-destination', folder);
  const name = part === 'sdk' ? 'burstflare-sdk' : 'burstflare-flare';
  return join(folder, readdirSync(folder).find((file) => file.startsWith(name)) ?? `${name}.tgz`);
}

/** The machine's own, as a fresh one has it, else npm's. */
async function findNode20(): Promise<string> {
  for (const candidate of (shell['PATH'] ?? '').split(delimiter).map((entry) => join(entry, 'node'))) {
    if (existsSync(candidate) && (await versionOf(candidate)).startsWith('v20.')) return candidate;
  }
  const place = join(folder, 'node20');
  const name = `node-${process.platform}-${process.arch}`;
  await npm(folder, 'install', '--no-audit', '--no-fund', '--prefix', place, `${name}@${node20Version}`);
  return join(place, 'node_modules', name, 'bin/node');
}

const versionOf = async (node: string) => (await run(node, ['--version'], { env })).stdout.trim();

const nodes: [version: string, path: () => string][] = [
  ['20', () => node20],
  ['24', () => process.execPath],
];

const program = `import { createClient, memoryTokenStore, ProblemError } from '@burstflare/sdk';

const [, , baseUrl = '', email = ''] = process.argv;
const nobody = createClient({ baseUrl, credentials: memoryTokenStore() });
const { tokens } = await nobody.call('registerUser', { body: { email, password: 'correct horse battery', client: 'cli' } });
const client = createClient({ baseUrl, credentials: memoryTokenStore(tokens) });
const made = await client.call('createTemplate', { body: { name: 'web' } });
const names = [];
for await (const template of client.items('listTemplates')) names.push(template.name);
const refused = await client.call('createTemplate', { body: { name: 'web' } }).catch((error) => error);
console.log(JSON.stringify({ made: made.name, names, refused: refused instanceof ProblemError ? refused.code : String(refused) }));
`;

test.each(nodes)(
  'the SDK installs in an empty folder and works on Node %s',
  async (version, path) => {
    expect(await versionOf(path())).toMatch(new RegExp(`^v${version}\\.`));
    writeFileSync(join(user, 'use.js'), program);
    const { stdout, stderr } = await run(path(), ['use.js', apiUrl, newEmail()], { cwd: user, env });
    expect({ printed: JSON.parse(stdout) as unknown, stderr }).toEqual({
      printed: { made: 'web', names: ['web'], refused: 'template_name_taken' },
      stderr: '',
    });
  },
  limitMs,
);

const typed = `import { type Client, createClient, memoryTokenStore, type Reply } from '@burstflare/sdk';

export async function use(client: Client): Promise<string> {
  const session: Reply<'getSession'> = await client.call('getSession', { params: { sessionId: 'ses-x' } });
  // @ts-expect-error -- the address of a session needs its id
  await client.call('getSession');
  // @ts-expect-error -- there is no such operation
  await client.call('getNothing');
  // @ts-expect-error -- a state is one of a few words
  if (session.state === 'asleep') return '';
  return session.name;
}
export const client = createClient({ baseUrl: '', credentials: memoryTokenStore() });
`;

test.each([
  ['node16', 'node16'],
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])(
  'its types are found and hold with module %s and resolution %s',
  async (module, moduleResolution) => {
    const place = join(user, module);
    mkdirSync(place);
    writeFileSync(join(place, 'use.ts'), typed);
    const compilerOptions = {
      ...{ module, moduleResolution, target: 'es2023', strict: true, noEmit: true, skipLibCheck: false, types: [] },
      ...{ lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'] },
    };
    writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    // tsc tells its errors on standard output.
    const errors = await run(process.execPath, [tsc, '-p', place], { env }).then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    );
    expect(errors).toBe('');
  },
  limitMs,
);

test('a bundle of it for browsers asks for nothing of Node’s', async () => {
  const bundle = await build({
    stdin: { contents: `export * from '@burstflare/sdk';`, resolveDir: user },
    ...{ bundle: true, write: false, format: 'esm', platform: 'browser', metafile: true, logLevel: 'silent' },
  });
  expect(bundle.warnings).toEqual([]);
  expect(Object.keys(bundle.metafile.inputs).every((path) => !path.endsWith('.ts'))).toBe(true);
  const [output] = Object.values(bundle.metafile.outputs);
  expect(output?.imports).toEqual([]);
  expect(output?.exports).toContain('createClient');
});

test('what is shipped is built, described and says which Node it needs', () => {
  const sdk = join(user, 'node_modules/@burstflare/sdk');
  const { engines, exports } = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8')) as {
    engines: { node: string };
    exports: { '.': { types: string; default: string } };
  };
  expect(engines).toEqual({ node: '>=20' });
  for (const file of [exports['.'].types, exports['.'].default, 'README.md'])
    expect(existsSync(join(sdk, file)), file).toBe(true);
  const files = readdirSync(sdk, { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
  expect(files.filter((file) => file.includes('.test.') || file.includes('testing'))).toEqual([]);
});

test.each(nodes)(
  'the CLI installs with nothing from a registry and works on Node %s',
  async (_, path) => {
    const flare = (...args: string[]) => run(path(), [join(prefix, 'bin/flare'), ...args], { cwd: folder, env });
    expect((await flare('--version')).stdout).toMatch(/^flare\/\d+\.\d+\.\d+ /);
    expect((await flare('session', 'create', '--help')).stdout).toContain('Create a session from a template');
    const register = flare('auth', 'register', '--api-url', apiUrl, '--email', newEmail(), '--password-stdin');
    register.child.stdin?.end('correct horse battery\n');
    expect((await register).stderr).toMatch(/^Signed up and in to /);
    expect(await flare('template', 'create', 'web')).toMatchObject({ stderr: 'Created the template web.\n' });
    expect((await flare('template', 'list')).stdout).toMatch(/^web /m);
  },
  limitMs,
);
