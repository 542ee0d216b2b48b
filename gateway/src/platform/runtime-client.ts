// The one way in which the gateway calls a session's or a build's runtime: by operation, as openapi/runtime.yaml has it.
// Threat: the runtime shares its machine with the user's shell. It may answer never, byte by byte, without end, or in a form of its own.
// Property: within its limits each call comes to its end with what the contract promises, or throws: RuntimeRefusal where the runtime
// refused, GrantEnded when the leave of whoever asks is over, HostError for everything else.
import type * as z from 'zod';
import { type RuntimeCalls, runtimeOperations } from '../../generated/runtime.ts';
import { readBounded } from './bounded-body.ts';
import { type Admission, HostError, type RuntimeHost } from './runtime-host.ts';
import type { RuntimeInput, RuntimeOperation } from './contract.ts';
import { RuntimeRefusal } from './runtime-refusal.ts';
import { clip } from './text.ts';

export interface CallLimits {
  /** For head and body together, beyond the time that the runtime is asked to wait. */
  ms?: number;
  /** For JSON. */
  bytes?: number;
}

/** One call, whatever table its operation is from. */
export interface RuntimeCall extends CallLimits {
  host: RuntimeHost;
  sessionId: string;
  operation: RuntimeOperation;
  input: RuntimeInput;
  headers?: Readonly<Record<string, string>>;
  /** On whose leave; the coordinators' own calls have none. */
  admission?: Admission;
}

const defaultMs = 45_000;
const defaultBytes = 1024 * 1024;

type OperationsWithBytes = 'readSaveChunk';
type OperationsWithJson = Exclude<keyof RuntimeCalls, OperationsWithBytes | 'connectTerminal'>;

/** Calls an operation that returns JSON, or nothing. */
export async function callRuntime<Id extends OperationsWithJson>(
  host: RuntimeHost,
  sessionId: string,
  operationId: Id,
  input: RuntimeCalls[Id]['input'],
  limits: CallLimits = {},
): Promise<RuntimeCalls[Id]['reply']> {
  const operation: RuntimeOperation = runtimeOperations[operationId];
  const reply = await jsonOf({ host, sessionId, operation, input, ...limits });
  return reply as RuntimeCalls[Id]['reply']; // parsed by the schema that this type is generated from
}

/** Calls an operation that returns bytes, of which there must be just `bytes`. */
export async function bytesFromRuntime<Id extends OperationsWithBytes>(
  host: RuntimeHost,
  sessionId: string,
  operationId: Id,
  input: RuntimeCalls[Id]['input'],
  bytes: number,
): Promise<ArrayBuffer> {
  return within(defaultMs, async (signal) => {
    const call = { host, sessionId, operation: runtimeOperations[operationId], input };
    const response = await answerTo(call, signal);
    // Threat: an encoded body unpacks to fill the memory. Property: the length that was announced is the length that is read.
    const isEncoded = response.headers.has('content-encoding');
    if (isEncoded || Number(response.headers.get('content-length') ?? Number.NaN) !== bytes) {
      await response.body?.cancel();
      throw new HostError(`The runtime did not return the ${bytes} bytes that it announced.`);
    }
    return unbroken(response.arrayBuffer());
  });
}

/** The reply, of the form that the operation declares; null where it has no body. */
export async function jsonOf(call: RuntimeCall): Promise<unknown> {
  const { operation, bytes = defaultBytes } = call;
  return within((call.ms ?? defaultMs) + waitedFor(call.input), async (signal) => {
    const response = await answerTo(call, signal);
    const text = await textWithin(response, bytes);
    const { schema } = operation.reply;
    return schema === null || schema === 'stream' ? null : ofForm(schema, text);
  });
}

/** The runtime's own answer, whose bytes or socket are passed on as they come. The limit is for its head. */
export function openRuntime(call: RuntimeCall): Promise<Response> {
  return within((call.ms ?? defaultMs) + waitedFor(call.input), (signal) => answerTo(call, signal));
}

/** An answer whose head is that of the operation's reply. Throws RuntimeRefusal. */
async function answerTo(call: Omit<RuntimeCall, 'ms'>, signal: AbortSignal): Promise<Response> {
  const { host, sessionId, operation, input, headers = {}, admission, bytes = defaultBytes } = call;
  const { method, contentType, reply } = operation;
  const init: RequestInit = { method, headers: { ...headers }, signal };
  if (input.body !== undefined && input.body !== null) {
    const isJson = contentType === null || contentType === 'application/json';
    init.headers = { ...headers, 'content-type': contentType ?? 'application/json' };
    // Any other content type has bytes for a body: the generated type of the input says so.
    init.body = isJson ? JSON.stringify(input.body) : (input.body as BodyInit);
  }
  const response = await host.fetch(sessionId, pathOf(operation.path, input), init, admission);
  const isSocket = reply.status === 101;
  if (response.status === reply.status && isSocket === Boolean(response.webSocket)) return response;
  throw new RuntimeRefusal(operation, response.status, await textWithin(response, bytes));
}

function pathOf(template: string, { params = {}, query = {} }: RuntimeInput): string {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(textsOf(query)).toString();
  return search === '' ? path : `${path}?${search}`;
}

const textsOf = (query: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(query).flatMap(([name, value]) =>
    [value].flat().flatMap((one): [string, string][] => (one === undefined ? [] : [[name, String(one)]])),
  );

/** What the runtime is asked to wait, in milliseconds. */
const waitedFor = ({ query }: RuntimeInput): number => Number(query?.waitSeconds ?? 0) * 1000;

async function textWithin(response: Response, bytes: number): Promise<string> {
  const text = await unbroken(readBounded(response, bytes));
  if (text === null) throw new HostError(`The runtime answered more than the ${bytes} bytes that it may.`);
  return text;
}

function ofForm(schema: z.ZodType, text: string): unknown {
  const parsed = schema.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw new HostError(`The runtime's answer is not of the agreed form: ${clip(`${where}${issue?.message}`, 300)}`);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HostError(`The runtime's answer is not of the agreed form: it is no JSON (${clip(String(error), 200)})`);
  }
}

/** A signal ends the wait for a body's next part only where the stream takes notice of it; this ends it always. */
async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new HostError('The runtime did not end its answer in time.'));
      abort.abort(new DOMException('The answer did not come in time.', 'TimeoutError'));
    }, ms);
  });
  try {
    return await Promise.race([work(abort.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function unbroken<T>(body: Promise<T>): Promise<T> {
  try {
    return await body;
  } catch (error) {
    throw error instanceof HostError ? error : new HostError(`The runtime's answer broke off: ${String(error)}`);
  }
}
