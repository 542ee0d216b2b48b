// Holds what of this machine's addresses sessions get to see to an allow list, with values that
// hide a credential in every place.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findRegistries, originOf, withoutCredentials } from './registries.ts';

const SECRET = 's3cr3t-7f9a';
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((path) => rmSync(path, { recursive: true })));

function machine(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'bf-machine-'));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

test.each([
  'https://registry.npmjs.org/',
  'http://10.0.0.7:4873/',
  'https://host/npm/',
  'https://pypi.org/simple',
  'https://nexus.corp/repository/npm-group/',
  'https://nexus.corp/repository/pypi-all/simple',
  'https://corp.jfrog.io/artifactory/api/npm/npm-virtual/',
  'https://corp.jfrog.io/artifactory/api/pypi/pypi-remote/simple',
  'https://corp.d.codeartifact.eu-west-1.amazonaws.com/npm/shared/',
])('%s is taken as it is', (address) => {
  expect(withoutCredentials(address)).toBe(address);
});

test.each([
  [`https://me:${SECRET}@host/npm/`, 'https://host/npm/'],
  [`https://${SECRET}@pypi.example/simple`, 'https://pypi.example/simple'],
  [`https://host/simple?token=${SECRET}`, 'https://host/simple'],
  [`https://host/simple#${SECRET}`, 'https://host/simple'],
  [`https://npm.example/${SECRET}/me/`, null],
  [`https://dl.example/${SECRET}/org/repo/python/simple/`, null],
  [`https://host/repository/${SECRET}/`, null],
  ['https://host/repository/ghp16c7e42f292c6912e7710c838347ae178b4a/', null],
  [`https://host/npm/${SECRET}/`, null],
  ['https://host/npm/abcdefghijklmnopqrstuvwxyzabcdef/', null],
  [`https://host/simple/../${SECRET}`, null],
  [`https://host/simple;${SECRET}`, null],
  [`https://host/%73imple`, null],
  [`file:///opt/${SECRET}`, null],
  [`javascript:${SECRET}`, null],
  [SECRET, null],
])('%s gives %s', (address, shown) => {
  expect(withoutCredentials(address)).toBe(shown);
});

test('a proxy is shown by scheme, host and port', () => {
  expect(originOf(`http://me:${SECRET}@proxy:3128/${SECRET}?${SECRET}`)).toBe('http://proxy:3128');
  expect(originOf('proxy:3128')).toBe('http://proxy:3128');
  expect(originOf(`socks5://${SECRET}@proxy`)).toBeNull();
  expect(originOf('')).toBeNull();
});

test('the machine’s registries are found where npm, pip and apt have them, and none brings a credential along', () => {
  const root = machine({
    'etc/pip.conf': `[global]\nindex-url = https://u:${SECRET}@pip.corp:8443/simple\nextra-index-url =\n    https://two.corp/${SECRET}/simple\n    file:///opt/x\n`,
    'etc/apt/sources.list': `# deb http://no.example x\ndeb [signed-by=/x] http://u:${SECRET}@apt.corp/debian bookworm main\n`,
    'etc/apt/sources.list.d/a.sources': 'Types: deb\n# http://not.example/debian\nURIs: https://deb.corp:444/debian\n',
  });
  const npm = {
    registry: `https://${SECRET}@npm.corp/npm/?${SECRET}`,
    '@acme:registry': 'http://npm.acme:4873/',
    'audit-registry': 7,
  };
  const found = findRegistries(npm, {}, root, '/nowhere');
  expect([...found.hosts].sort()).toEqual(
    ['apt.corp:80', 'deb.corp:444', 'npm.acme:4873', 'npm.corp:443', 'pip.corp:8443', 'two.corp:443'].sort(),
  );
  expect(found.env).toEqual({
    npm_config_registry: 'https://npm.corp/npm/',
    PIP_INDEX_URL: 'https://pip.corp:8443/simple',
  });
  expect(found.notes).toEqual([expect.stringContaining('extra pip index')]);
  expect(JSON.stringify(found)).not.toContain(SECRET);
});

test('a machine without settings of its own is set up with the public ones', () => {
  const found = findRegistries({ registry: 'https://registry.npmjs.org/' }, {}, machine({}), '/nowhere');
  expect(found.hosts).toEqual(['registry.npmjs.org:443', 'pypi.org:443', 'files.pythonhosted.org:443']);
  expect(found.env).toEqual({ npm_config_registry: 'https://registry.npmjs.org/' });
  const env = {
    PIP_INDEX_URL: 'https://pip.corp/simple',
    PIP_EXTRA_INDEX_URL: 'https://a.corp/simple https://b.corp/simple',
  };
  expect(findRegistries({}, env, machine({}), '/nowhere')).toMatchObject({
    hosts: ['pip.corp:443', 'a.corp:443', 'b.corp:443'],
    env,
  });
});
