// What a build's coordinator keeps itself: who set it going, its attempt, and the log. All of it
// has one version; the fixtures beside this file hold each form there ever was.
import type { BuildArtifact } from '../../../../generated/schemas.ts';
import { lifted, type Upgrade } from '../../../platform/record-version.ts';
import type { LayerManifest } from '../../layers/index.ts';
import type { ExecutionSource } from '../port.ts';

export type Phase = 'machine' | 'unpack' | 'setup' | 'save' | 'store';

/** What survives a crash of the coordinator. */
export interface AttemptState {
  leaseId: string;
  /**
   * The log tells of it. It is kept before the lease is asked for, so a crash between loses
   * neither.
   */
  begun: boolean;
  phase: Phase;
  /** How far the output of the phase's job is in the log; null before it was started. */
  logOffset: number | null;
  /** What was checked out, of a repository. */
  commit: string | null;
  layerId: string;
  saved: { manifest: LayerManifest } | null;
}

/** What a step came to: the attempt goes on, or has all that the build's success takes. */
export type Stepped = { attempt: AttemptState } | { artifact: BuildArtifact };

export interface BuildRecord {
  source: ExecutionSource;
  attempt: AttemptState | null;
}

export const newAttempt = (leaseId: string, layerId: string): AttemptState => ({
  leaseId,
  begun: false,
  phase: 'machine',
  logOffset: null,
  commit: null,
  layerId,
  saved: null,
});

/** The first form had two keys of its own, and an attempt was kept only once it had been begun. */
const upgrades: readonly Upgrade[] = [
  ({ source, attempt }: BuildRecordV1) => ({ source, attempt: attempt && { ...attempt, begun: true } }),
];

interface BuildRecordV1 {
  source: ExecutionSource;
  attempt: Omit<AttemptState, 'begun'> | null;
}

const key = 'build';
const firstForm = ['source', 'attempt'] as const;

/** The part of a Durable Object's storage that the record is in. */
export type RecordStorage = Pick<DurableObjectStorage['kv'], 'get' | 'put' | 'delete'>;

export class RecordStore {
  readonly #kv: RecordStorage;

  constructor(kv: RecordStorage) {
    this.#kv = kv;
  }

  /** Throws RecordTooNew; then nothing may be written either, the log included. */
  read(): BuildRecord {
    const { version, ...record } = this.#kv.get<{ version: number }>(key) ?? {
      version: 1,
      source: this.#kv.get('source') ?? 'direct',
      attempt: this.#kv.get('attempt') ?? null,
    };
    return lifted('build', version, record, upgrades) as BuildRecord;
  }

  write(change: Partial<BuildRecord>): void {
    const record = { version: upgrades.length + 1, ...this.read(), ...change };
    this.#kv.put(key, record);
    for (const name of firstForm) this.#kv.delete(name);
  }

  clear(): void {
    this.read();
    for (const name of [key, ...firstForm]) this.#kv.delete(name);
  }
}
