// The form of what a Durable Object keeps: D1's migrations do not reach there, so each record says
// its version, and one of an earlier release is lifted when it is read.

/** Lifts a record to the next version. What it is given was written by an earlier release. */
export type Upgrade = (older: never) => unknown;

/** A later release wrote the record. Nothing is read of it, and nothing is written over it. */
export class RecordTooNew extends Error {
  override readonly name = 'RecordTooNew';
  readonly version: number;
  readonly known: number;

  constructor(what: string, version: number, known: number) {
    super(`The record of the ${what} has version ${version}, and this release reads versions up to ${known}.`);
    this.version = version;
    this.known = known;
  }
}

/**
 * The record in today's form: `upgrades[0]` lifts the first version to the second. Throws
 * RecordTooNew.
 */
export function lifted(what: string, version: number, record: unknown, upgrades: readonly Upgrade[]): unknown {
  const known = upgrades.length + 1;
  if (version > known) throw new RecordTooNew(what, version, known);
  // Each version was written by its release in the form that its upgrade takes.
  return upgrades.slice(version - 1).reduce((form, upgrade) => upgrade(form as never), record);
}
