// Owns what detection proposes: the fields of a manifest, and sentences that say what they were
// read from.

export interface Draft {
  setup?: string;
  start?: string;
  ports?: { number: number; label?: string }[];
  env?: Record<string, string>;
}

export interface Detection {
  draft: Draft;
  /** What was found and what follows from it. */
  found: string[];
  /** What was found and cannot be had. */
  unsupported: string[];
}

/**
 * The ports that a manifest may name (Port in the contract): those below are not for ordinary
 * users.
 */
export const isAppPort = (port: number) => Number.isInteger(port) && port >= 1024 && port <= 65_535;
