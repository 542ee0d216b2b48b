// The form of what a Durable Object keeps: D1's migrations do not reach there, so each record says its
// version, and one of an earlier version is lifted when it is read.

/** Lifts a record to the next version. What it is given was written by an earlier release. */
export type Upgrade = (older: Record<string, unknown>) => Record<string, unknown>;

/** The record is of a later release: to go on with it could lose what this one does not know. */
export class NewerRecord extends Error {
  override readonly name = 'NewerRecord';
  readonly version: number;

  constructor(what: string, version: number, known: number) {
    super(
      `${what} was written in form ${version} by a newer BurstFlare, and this one reads forms up to ${known}. Nothing was changed: deploy the newer version again.`,
    );
    this.version = version;
  }
}

/**
 * Lifts a record to the version of this release: `upgrades[0]` lifts the first version to the second.
 * A record that names no version is of the first. Throws NewerRecord.
 */
export function lifted(
  what: string,
  record: Record<string, unknown>,
  upgrades: readonly Upgrade[],
): Record<string, unknown> {
  const version = typeof record.version === 'number' ? record.version : 1;
  const current = upgrades.length + 1;
  if (version > current) throw new NewerRecord(what, version, current);
  const steps = upgrades.slice(version - 1);
  return { ...steps.reduce((older, upgrade) => upgrade(older), record), version: current };
}
