// Calls of a session's runtime that have to do with layers.
// Threat: the runtime shares its machine with the user's shell, so whatever it says may be forged, and it may never come to an end.
// Property: each call ends, and its answer is bounded; what is in it is for the caller to check.
import * as z from 'zod';
import { readBounded } from '../bounded-body.ts';
import type { Database } from '../d1.ts';
import type { ObjectStore } from '../object-store.ts';
import { HostError, type RuntimeHost } from '../runtime-host.ts';
import { clip } from '../text.ts';

export const callMs = 45_000;
/** Workers may hold six connections open at once. */
export const parallel = 4;

export interface LayerDeps {
  db: Database;
  store: ObjectStore;
  host: RuntimeHost;
  now(): number;
}

export async function call(
  deps: LayerDeps,
  sessionId: string,
  path: string,
  init: RequestInit,
  maxBytes: number,
  limitMs = callMs,
): Promise<unknown> {
  const response = await deps.host.fetch(sessionId, path, { ...init, signal: AbortSignal.timeout(limitMs) });
  const text = await readBounded(response, maxBytes);
  if (text === null) throw new HostError('The runtime answered more than it may.');
  if (!response.ok) throw new HostError(`The runtime refused with status ${response.status}: ${problemDetail(text)}`);
  return text ? JSON.parse(text) : null;
}

function problemDetail(text: string): string {
  const parsed = z.object({ detail: z.string() }).safeParse(safeJson(text));
  return clip(parsed.success ? parsed.data.detail : text, 500);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
