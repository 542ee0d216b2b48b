// Owns the type of what the runtime serves: a handler for each operation of its contract.
import type { operations, Replies } from '../generated/operations.ts';
import type { HandlersOf } from './http/plane.ts';

export type Handlers = HandlersOf<typeof operations, Replies>;
