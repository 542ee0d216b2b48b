// What a session's life stands on. The coordinator hands it in; tests hand in their own.
import type { RestoreProgress } from '../../../../generated/schemas.ts';
import type { RuntimeHost } from '../../../platform/runtime-host.ts';
import type { Cause, Restored, Result, SaveRequest } from '../port.ts';
import type { Journal } from './journal.ts';
import type { StepResults } from './transitions/terms.ts';

/** The session's files, as far as commands are about them. */
export interface Files {
  /** Puts in place what a start begins with; the same name again is the same restore. */
  begin(restoreId: string): Promise<StepResults['files']>;
  /** Captures and verifies. What it saved is in the record when it returns. */
  save(request: SaveRequest, cause: Cause): Promise<void>;
}

/** The session's files, also where no command is about them. */
export interface SavedFiles extends Files {
  autosave(): Promise<void>;
  /** When the next save by itself is due, in milliseconds since 1970; null when none is. */
  autosaveDue(): number | null;
  /** Ends the records of saves that nobody carries on. */
  endCutOff(): Promise<void>;
}

/** Restores that a person asks for; `restoring.ts` has what each of these does. */
export interface Restores {
  readonly isUnsettled: boolean;
  begin(snapshotId: string, cause: Cause): Promise<Result<Restored>>;
  progress(snapshotId: string): Promise<RestoreProgress>;
  settle(): Promise<void>;
}

export interface LifeParts {
  journal: Journal;
  host: RuntimeHost;
  files: SavedFiles;
  restores: Restores;
  now(): number;
  newId(kind: string): string;
  /** Takes the session over from D1, if that has it. */
  adopt(): Promise<void>;
  /** Sends to D1 what it does not have. Throws where D1 does not take it. */
  deliver(): Promise<void>;
  setAlarm(at: number): Promise<void>;
  /** Lets work go on after the call that began it has its answer. */
  goOn(work: Promise<unknown>): void;
  /** How long a call waits for a command, a save or a restore. */
  answerMs: number;
}
