// Why an attempt failed by itself, as its steps say it.

/** The attempt has failed for this reason; the build goes on by its rules. */
export class AttemptFailed extends Error {}

/** Every attempt would fail for this reason: it lies in the version's own files. */
export class Hopeless extends AttemptFailed {}
