// Owns what detection proposes: the fields of a manifest, and sentences that say what they were
// read from.

export interface Draft {
  setup?: string;
  start?: string;
  ports?: { number: number; label?: string }[];
  env?: Record<string, string>;
  persistedPaths?: string[];
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

export function appPort(text: string | undefined): number | undefined {
  const port = Number(text);
  return text !== undefined && isAppPort(port) ? port : undefined;
}

/** The first port that one of the patterns finds, in the order of the patterns. */
export function portBy(text: string, patterns: readonly RegExp[]): number | undefined {
  for (const pattern of patterns) {
    const port = appPort(
      pattern
        .exec(text)
        ?.slice(1)
        .find((group) => group !== undefined),
    );
    if (port !== undefined) return port;
  }
  return undefined;
}
