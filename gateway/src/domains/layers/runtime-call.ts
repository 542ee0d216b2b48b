// Calls of a session's runtime that have to do with layers.
// Threat: the runtime shares its machine with the user's shell, so whatever it says may be forged, and it may never come to an end.
// Property: each call ends, and its answer is bounded; what is in it is for the caller to check.
import * as z from 'zod';
import { boundedCall } from '../../platform/bounded-call.ts';
import type { Database } from '../../platform/d1.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import { HostError, type RuntimeHost } from '../../platform/runtime-host.ts';
import { clip } from '../../platform/text.ts';
import { ContentRefused } from './refusal.ts';

export const callMs = 45_000;
/** Workers may hold six connections open at once. */
export const parallel = 4;

export interface LayerDeps {
  db: Database;
  store: ObjectStore;
  host: RuntimeHost;
  now(): number;
}

/** Throws ContentRefused where the runtime blames an entry of what it was sent, and HostError for any other refusal. */
export async function call(
  deps: LayerDeps,
  sessionId: string,
  path: string,
  init: RequestInit,
  maxBytes: number,
  limitMs = callMs,
): Promise<unknown> {
  const answer = await boundedCall(deps.host, sessionId, path, init, { ms: limitMs, bytes: maxBytes });
  if (!answer.ok) throw refusal(answer.status, answer.text);
  return answer.text ? safeJson(answer.text) : null;
}

/** What the runtime answered, of the agreed form. Throws HostError: one that answers nonsense does not do its part. */
export function agreed<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (!parsed.success)
    throw new HostError(`The runtime's answer is not of the agreed form: ${clip(z.prettifyError(parsed.error), 300)}`);
  return parsed.data;
}

const RuntimeProblem = z.object({ code: z.string(), detail: z.string() });

// Its other 422, `content_invalid`, says that the bytes did not come as the manifest has them: object storage or the way there is at fault.
function refusal(status: number, text: string): Error {
  const parsed = RuntimeProblem.safeParse(safeJson(text));
  const { code, detail } = parsed.success ? parsed.data : { code: null, detail: text };
  if (status === 422 && code === 'archive_invalid') return new ContentRefused(clip(detail, 500));
  return new HostError(`The runtime refused with status ${status}: ${clip(detail, 500)}`);
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
