// Why a platform did not start, for whoever started it.
import { inspect } from 'node:util';
import { BuildFailed } from './build-step.ts';
import { DataDirInUse } from './data-dir.ts';
import { PortInUse } from './listening.ts';
import { MigrationRefused } from './migrations.ts';
import { SettingsError } from './settings.ts';

const mendable = [SettingsError, DataDirInUse, PortInUse, BuildFailed, MigrationRefused];

/**
 * A mistake that its reader can mend is shown in its own words; anything else shows where it came
 * from.
 */
export function failureText(error: unknown): string {
  return error instanceof Error && mendable.some((kind) => error instanceof kind)
    ? `\n${error.message}`
    : inspect(error);
}
