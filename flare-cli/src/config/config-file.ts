// Owns the configuration file: where it is, reading it without trusting it, and replacing it whole.
// It holds refresh tokens, so only its owner may read it, and no half-written file is ever seen.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Tokens } from '@burstflare/sdk';
import { EXIT, Failure } from '../failures.ts';
import { withFileLock } from './lock.ts';

export interface Profile {
  user: { id: string; email: string; name: string };
  workspace: { workspaceId: string; name: string };
  tokens: Tokens;
}

export interface Config {
  version: 1;
  /** The deployment of the newest sign-in. */
  currentApiUrl?: string;
  /** Sign-ins by the deployment's address. */
  profiles: Record<string, Profile>;
}

export function configPath(env = process.env): string {
  const { FLARE_CONFIG = '', XDG_CONFIG_HOME = '' } = env;
  if (FLARE_CONFIG !== '') return resolve(FLARE_CONFIG);
  return join(XDG_CONFIG_HOME === '' ? join(homedir(), '.config') : XDG_CONFIG_HOME, 'flare', 'config.json');
}

export function readConfig(path = configPath()): Config {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { version: 1, profiles: {} };
    throw unusable(path, error instanceof Error ? error.message : String(error));
  }
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (error) {
    throw unusable(path, error instanceof Error ? error.message : String(error));
  }
  if (!isConfig(config)) throw unusable(path, 'it is not a configuration of this version of flare');
  return config;
}

/** Changes the file; no other flare does at the same time. */
export async function updateConfig(change: (config: Config) => void, path = configPath()): Promise<void> {
  await withFileLock(path, async () => writeConfig(changed(readConfig(path), change), path));
}

/** For whoever holds the lock already. */
export function writeConfig(config: Config, path = configPath()): void {
  try {
    writePrivately(path, config);
  } catch (error) {
    throw unusable(path, error instanceof Error ? error.message : String(error));
  }
}

/**
 * Replaces a file of ours whole.
 * Threat: in a folder that others can write to, somebody creates the file to come, keeps it open,
 * and reads the tokens. Property: what is written is a file of our own, under a name that nobody
 * can know before, and only its owner may read it.
 */
export function writePrivately(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const target = followed(path);
  const fresh = `${target}.${randomUUID()}`;
  try {
    const file = openSync(fresh, 'wx', 0o600);
    try {
      writeSync(file, `${JSON.stringify(content, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, target);
  } catch (error) {
    removeQuietly(fresh);
    throw error;
  }
}

function changed(config: Config, change: (config: Config) => void): Config {
  change(config);
  return config;
}

/** A link to a file in somebody's dotfiles stays one. */
function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Nothing may have been created; the error that led here is the one to report.
  }
}

function isConfig(value: unknown): value is Config {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return false;
  if (!('profiles' in value) || typeof value.profiles !== 'object' || value.profiles === null) return false;
  return Object.values(value.profiles).every(
    (profile) => typeof profile?.tokens?.accessToken === 'string' && typeof profile.user?.email === 'string',
  );
}

function unusable(path: string, reason: string): Failure {
  return new Failure({
    code: 'config_unusable',
    title: `The configuration file ${path} cannot be used`,
    detail: reason,
    next: 'Correct or delete it, then sign in again; FLARE_CONFIG names another file.',
    exitCode: EXIT.failure,
  });
}
