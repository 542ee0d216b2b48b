// The settings of a local platform: read once from the environment, checked, and passed on as data.
import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const buildDir = join(root, '.build');

export interface Settings {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Where `npm run dev` serves the console. */
  readonly consolePort: number;
  readonly dataDir: string;
  /** The tests build once and start many: skip tools, generation and builds. */
  readonly prebuilt: boolean;
  /** May apt-get be used? */
  readonly installTools: boolean;
  /** Hosts and ranges that sessions may reach beyond the internet; the process host reads it. */
  readonly egressAllow: string;
  /** `BURSTFLARE_VAR_<NAME>=value` sets the Worker variable <NAME>. */
  readonly vars: Readonly<Record<string, string>>;
}

const varPrefix = 'BURSTFLARE_VAR_';

export class SettingsError extends Error {}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const runtimeHost = env[`${varPrefix}RUNTIME_HOST`] ?? 'process';
  if (runtimeHost !== 'process') {
    throw new SettingsError(
      `${varPrefix}RUNTIME_HOST is "${runtimeHost}", and this version has no such host. Leave it out: npm start brings the process host.`,
    );
  }
  return {
    port: portOf('PORT', env.PORT ?? '8787'),
    consolePort: portOf('CONSOLE_PORT', env.CONSOLE_PORT ?? '5173'),
    host: env.HOST || '127.0.0.1',
    dataDir: dataDirOf(env.BURSTFLARE_DATA_DIR || '.data'),
    prebuilt: env.BURSTFLARE_PREBUILT === '1',
    installTools: env.BURSTFLARE_NO_APT !== '1',
    egressAllow: env.BURSTFLARE_EGRESS_ALLOW ?? '',
    vars: Object.fromEntries(
      Object.entries(env).flatMap(([name, value]) =>
        name.startsWith(varPrefix) && value !== undefined ? [[name.slice(varPrefix.length), value]] : [],
      ),
    ),
  };
}

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new SettingsError(
      `${name} is "${text}", which is no port. Use a number from 1 to 65535, or 0 for any free one.`,
    );
  }
  return port;
}

function dataDirOf(text: string): string {
  const dir = isAbsolute(text) ? text : resolve(root, text);
  if (existsSync(join(dir, 'package.json'))) {
    throw new SettingsError(`BURSTFLARE_DATA_DIR is ${dir}, which holds a project. Choose a folder of its own.`);
  }
  return dir;
}
