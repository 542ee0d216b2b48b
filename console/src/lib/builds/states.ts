// How a build's state is shown: its colour, its word, what it is doing, how long it took. What each
// state allows comes from the contract's tables.
import { stateMeaning } from '@burstflare/sdk';
import type { Schemas } from '#lib/data/api.ts';
import { size } from '#lib/ui/size.ts';
import { duration, elapsed } from '#lib/ui/time.ts';
import type { Tone } from '#lib/ui/state-badge.svelte';

export type Build = Schemas['Build'];
export type BuildState = Build['state'];
export type BuildPhase = NonNullable<Build['phase']>;

const shown: Record<BuildState, { tone: Tone; label: string }> = {
  queued: { tone: 'idle', label: 'Queued' },
  building: { tone: 'busy', label: 'Building' },
  retrying: { tone: 'warn', label: 'Retrying' },
  succeeded: { tone: 'ok', label: 'Succeeded' },
  dead_lettered: { tone: 'bad', label: 'Given up' },
};

// The table's own keys, in the order in which a build passes through them.
export const buildStates = Object.keys(shown) as BuildState[];

const isState = (text: string): text is BuildState => Object.hasOwn(shown, text);

/** Reads a state out of an address, where anything may stand. */
export const readState = (text: string | null): BuildState | undefined =>
  text !== null && isState(text) ? text : undefined;

export const buildState = ({ state }: Pick<Build, 'state'>): { tone: Tone; label: string } => shown[state];

/** On its way to another state by itself. */
export const isMoving = ({ state }: Pick<Build, 'state'>): boolean =>
  state === 'queued' || state === 'building' || state === 'retrying';

/**
 * Whether an attempt was begun: what the manifest alone makes, or an earlier build made, needs
 * none.
 */
export const hasRun = ({ attempts, cutOffs }: Pick<Build, 'attempts' | 'cutOffs'>): boolean => attempts + cutOffs > 0;

export const hasFailed = ({ state }: Pick<Build, 'state'>): boolean => state === 'dead_lettered';

export const phases: { name: BuildPhase; label: string; says: string }[] = [
  { name: 'machine', label: 'Machine', says: 'Bringing up a builder' },
  { name: 'unpack', label: 'Files', says: 'Putting the files in place' },
  { name: 'setup', label: 'Setup', says: 'Running setup' },
  { name: 'save', label: 'Save', says: 'Saving the layer' },
  { name: 'store', label: 'Store', says: 'Storing the image' },
];

export const sources: Record<Schemas['BuildArtifact']['source'], string> = {
  bundle: 'Bundle of files',
  git: 'Git repository',
  manifest: 'Manifest alone',
};

/** One sentence on how it is; the state's own word stands beside it. */
export function buildOutlook(build: Build): string {
  const { state, artifact, lastError } = build;
  if (state === 'building') return phases.find(({ name }) => name === build.phase)?.says ?? 'An attempt is under way';
  if (state === 'retrying' || hasFailed(build)) return lastError ?? stateMeaning('build', state);
  if (state !== 'succeeded') return stateMeaning('build', state);
  if (build.reusedFromBuildId) return 'Reused the layer of an earlier build of the same input';
  if (artifact?.buildStrategy === 'manifest') return 'Nothing to run: the manifest alone';
  return artifact ? `Created a layer of ${size(artifact.artifactBytes)}` : stateMeaning('build', state);
}

/** How long it has been at it, or took; null where nothing was begun, or nothing had to be. */
export function buildTook(build: Build, now: () => number): string | null {
  if (build.startedAt === null || !hasRun(build)) return null;
  const from = Date.parse(build.startedAt);
  if (build.finishedAt !== null) return duration(Date.parse(build.finishedAt) - from);
  return isMoving(build) ? elapsed(now() - from) : null;
}
