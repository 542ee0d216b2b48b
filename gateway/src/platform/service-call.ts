// One call of an internal service, the runtime in a session or the host that runs it, by a row of
// its generated table. Threat: a runtime shares its machine with the user's shell. It may answer
// never, byte by byte, without end, or in a form of its own. Property: within its limits a call
// comes to its end with what the contract promises, or throws: ServiceRefusal where the service
// refused, HostError where it did not do its part, and what sending threw.
import type * as z from 'zod';
import { readBounded } from './bounded-body.ts';
import type { ServiceInput, ServiceOperation } from './contract.ts';
import { HostError, type HostFault } from './runtime-host.ts';
import type { RefusalFacts, ServiceRefusal } from './service-refusal.ts';
import { clip } from './text.ts';

export interface CallLimits {
  /** For head and body together, beyond the time that the service is asked to wait. */
  ms?: number;
  /** For JSON. */
  bytes?: number;
}

export interface ServiceCall extends CallLimits {
  /** Who is called, at the beginning of a sentence. */
  who: string;
  /** Whose fault it is that it does not do its part. */
  fault: HostFault;
  operation: ServiceOperation;
  input: ServiceInput;
  headers?: Readonly<Record<string, string>>;
  refusal(...told: RefusalFacts): ServiceRefusal;
  /** `path` has its query. */
  send(path: string, init: RequestInit): Promise<Response>;
}

const defaultMs = 45_000;
const defaultBytes = 1024 * 1024;

/** The reply, of the form that the operation declares; null where it has no body. */
export async function jsonOf(call: ServiceCall): Promise<unknown> {
  const { operation } = call;
  return within(call, async (signal) => {
    const text = await textWithin(call, await answerTo(call, signal));
    const { schema } = operation.reply;
    return schema === null || schema === 'stream' ? null : ofForm(call, schema, text);
  });
}

/** Bytes, of which there must be just `bytes`. */
export function bytesOf(call: ServiceCall, bytes: number): Promise<ArrayBuffer> {
  return within(call, async (signal) => {
    const response = await answerTo(call, signal);
    // Threat: an encoded body unpacks to fill the memory. Property: the length that was announced
    // is the length that is read.
    const isEncoded = response.headers.has('content-encoding');
    if (isEncoded || Number(response.headers.get('content-length') ?? Number.NaN) !== bytes) {
      await response.body?.cancel();
      throw new HostError(`${call.who} did not return the ${bytes} bytes that it announced.`, call.fault);
    }
    return unbroken(call, response.arrayBuffer());
  });
}

/**
 * The service's own answer, whose bytes or socket are passed on as they come. The limit is for its
 * head.
 */
export const openAnswer = (call: ServiceCall): Promise<Response> => within(call, (signal) => answerTo(call, signal));

/** An answer whose head is that of the operation's reply. Throws ServiceRefusal. */
async function answerTo(call: ServiceCall, signal: AbortSignal): Promise<Response> {
  const { operation, input, headers = {} } = call;
  const { method, contentType, reply } = operation;
  const init: RequestInit = { method, headers: { ...headers }, signal };
  if (input.body !== undefined && input.body !== null) {
    const isJson = contentType === null || contentType === 'application/json';
    init.headers = { ...headers, 'content-type': contentType ?? 'application/json' };
    // Any other content type has bytes for a body: the generated type of the input says so.
    init.body = isJson ? JSON.stringify(input.body) : (input.body as BodyInit);
  }
  const response = await call.send(pathOf(operation.path, input), init);
  const isSocket = reply.status === 101;
  if (response.status === reply.status && isSocket === Boolean(response.webSocket)) return response;
  throw call.refusal(operation, response.status, await textWithin(call, response));
}

function pathOf(template: string, { params = {}, query = {} }: ServiceInput): string {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(textsOf(query)).toString();
  return search === '' ? path : `${path}?${search}`;
}

const textsOf = (query: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(query).flatMap(([name, value]) =>
    [value].flat().flatMap((one): [string, string][] => (one === undefined ? [] : [[name, String(one)]])),
  );

async function textWithin(call: ServiceCall, response: Response): Promise<string> {
  const { who, fault, bytes = defaultBytes } = call;
  const text = await unbroken(call, readBounded(response, bytes));
  if (text === null) throw new HostError(`${who} answered more than the ${bytes} bytes that it may.`, fault);
  return text;
}

function ofForm({ who, fault }: ServiceCall, schema: z.ZodType, text: string): unknown {
  const refused = (why: string) => new HostError(`${who}'s answer is not of the agreed form: ${clip(why, 300)}`, fault);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(`it is no JSON (${String(error)})`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(`${issue?.path.length ? `${issue.path.join('.')}: ` : ''}${issue?.message}`);
}

/**
 * A signal ends the wait for a body's next part only where the stream takes notice of it; this ends
 * it always.
 */
async function within<T>(
  { who, fault, ms, input }: ServiceCall,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const waitedMs = Number(input.query?.waitSeconds ?? 0) * 1000;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        reject(new HostError(`${who} did not end its answer in time.`, fault));
        abort.abort(new DOMException('The answer did not come in time.', 'TimeoutError'));
      },
      (ms ?? defaultMs) + waitedMs,
    );
  });
  try {
    return await Promise.race([work(abort.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function unbroken<T>({ who, fault }: ServiceCall, body: Promise<T>): Promise<T> {
  try {
    return await body;
  } catch (error) {
    throw error instanceof HostError ? error : new HostError(`${who}'s answer broke off: ${String(error)}`, fault);
  }
}
