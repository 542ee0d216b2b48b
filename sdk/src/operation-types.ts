// Owns what each operation takes and returns, read off the generated types by operationId. Types
// only.
import type { operations as Shapes } from '../generated/api.ts';
import type { OperationId } from '../generated/operations.ts';

export type { OperationId };

type Shape<Id extends OperationId> = Id extends keyof Shapes ? Shapes[Id] : never;

/** `undefined` stands for absent: callers pass on flags and fields that may not be set. */
type Loose<T> = { [K in keyof T]: T[K] | (undefined extends T[K] ? undefined : never) };

type PathOf<S> = S extends { parameters: { path: infer P } } ? P : never;
type QueryOf<S> = S extends { parameters: { query?: infer Q } } ? NonNullable<Q> : never;
type JsonOf<T> = T extends { content: infer C } ? (C extends { 'application/json': infer B } ? B : never) : never;
type BodyOf<S> = S extends { requestBody?: infer R } ? NonNullable<R> : never;
/** JSON where the contract says so; where it takes bytes, whatever fetch sends as bytes. */
type SendableOf<R> = [JsonOf<R>] extends [never] ? BodyInit : Loose<JsonOf<R>>;

export type Params<Id extends OperationId> = PathOf<Shape<Id>>;
export type Query<Id extends OperationId> = Loose<QueryOf<Shape<Id>>>;
export type Body<Id extends OperationId> = SendableOf<BodyOf<Shape<Id>>>;

type Optional<T> = Record<never, never> extends T ? true : false;
type ParamsOption<Id extends OperationId> = [Params<Id>] extends [never] ? unknown : { params: Params<Id> };
type QueryOption<Id extends OperationId> = [QueryOf<Shape<Id>>] extends [never]
  ? unknown
  : Optional<Query<Id>> extends true
    ? { query?: Query<Id> | undefined }
    : { query: Query<Id> };
type BodyOption<Id extends OperationId> = [BodyOf<Shape<Id>>] extends [never] ? unknown : { body: Body<Id> };

export type Address<Id extends OperationId> = ParamsOption<Id> & QueryOption<Id>;

export interface Sending {
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
  /** For operations that take one; a fresh key is created otherwise. */
  idempotencyKey?: string;
}

export type CallOptions<Id extends OperationId> = Address<Id> & BodyOption<Id> & Sending;

/** The options may be left out where nothing in them is required. */
export type OptionsArgument<T> = Optional<T> extends true ? [options?: T] : [options: T];

type Success = 200 | 201 | 202 | 203;
type Answers<S> = S extends { responses: infer R }
  ? { [K in keyof R & Success]: JsonOf<R[K]> }[keyof R & Success]
  : never;
/** What an operation returns when it succeeds; undefined if it returns nothing. */
export type Reply<Id extends OperationId> = [Answers<Shape<Id>>] extends [never] ? undefined : Answers<Shape<Id>>;

interface Page {
  items: unknown[];
  nextCursor?: string | null;
}
/** Operations that return pages. */
export type PagedId = {
  [Id in OperationId]: Reply<Id> extends Page ? ('nextCursor' extends keyof Reply<Id> ? Id : never) : never;
}[OperationId];
export type Item<Id extends PagedId> = Reply<Id> extends { items: (infer I)[] } ? I : never;

type StreamOf<S> = S extends { responses: { 200: { content: { 'text/event-stream': infer E } } } } ? E : never;
/** Operations that return a stream of events. */
export type StreamId = { [Id in OperationId]: [StreamOf<Shape<Id>>] extends [never] ? never : Id }[OperationId];
/** One event of a stream: `event` is its name, and says what `data` is. */
export type StreamEvent<Id extends StreamId> = StreamOf<Shape<Id>>;

export type Operation = { method: string; path: string; idempotent?: true; contentType?: string };
