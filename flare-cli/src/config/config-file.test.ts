import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Config, configPath, readConfig, updateConfig } from './config-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flare-config-'));
  file = join(folder, 'deep', 'config.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const setUrl = (config: Config) => {
  config.currentApiUrl = 'http://localhost:8787';
};

test('only its owner may read it, whatever it was before', async () => {
  await updateConfig(setUrl, file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(0o700);
  chmodSync(file, 0o644);
  await updateConfig(setUrl, file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('it is replaced whole, and nothing else stays behind', async () => {
  await updateConfig(setUrl, file);
  await updateConfig(setUrl, file);
  expect(readdirSync(join(folder, 'deep'))).toEqual(['config.json']);
  expect(readConfig(file)).toEqual({ version: 1, currentApiUrl: 'http://localhost:8787', profiles: {} });
});

test('a link to it stays a link', async () => {
  const link = join(folder, 'link.json');
  writeFileSync(join(folder, 'target.json'), '{"version":1,"profiles":{}}');
  symlinkSync(join(folder, 'target.json'), link);
  await updateConfig(setUrl, link);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'target.json'), 'utf8')).toContain('8787');
});

test.each(['{', '[]', '{"version":2,"profiles":{}}', '{"version":1,"profiles":{"http://x":{"tokens":1}}}'])(
  'a file that holds %s is named as the fault, and kept',
  async (text) => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, text);
    expect(() => readConfig(broken)).toThrow(`The configuration file ${broken} cannot be used`);
    await expect(updateConfig(setUrl, broken)).rejects.toThrow('cannot be used');
    expect(readFileSync(broken, 'utf8')).toBe(text);
  },
);

test('FLARE_CONFIG names the file, then XDG_CONFIG_HOME its folder', () => {
  expect(configPath({ FLARE_CONFIG: '/a/b.json', XDG_CONFIG_HOME: '/x' })).toBe('/a/b.json');
  expect(configPath({ XDG_CONFIG_HOME: '/x' })).toBe('/x/flare/config.json');
  expect(configPath({})).toMatch(/\/\.config\/flare\/config\.json$/);
});
