// Owns the text frames of the one socket that the contract describes:
// session-runtime/generated/frames.ts, which the runtime parses and types its frames by, and
// sdk/generated/frames.ts, by which clients read them without a library.
import type { Contract } from '../contract.ts';
import type { Schema } from '../document.ts';
import { header, jsdoc, RUNTIME } from '../header.ts';
import { describe, fail } from '../shape.ts';
import { typeSource } from '../type-source.ts';
import { mini } from '../zod-dialect.ts';
import { zodSource } from '../zod-source.ts';
import { lookupIn } from './schemas.ts';

interface Frames {
  server: Schema;
  client: Schema;
}

const where = 'runtime.json#/x-frames';

function framesOf({ operations }: Contract): Frames {
  const [frames, ...others] = operations.flatMap(({ node }) => node['x-frames'] ?? []);
  if (frames === undefined || others.length > 0) fail(where, 'just one operation has frames');
  return frames;
}

export function runtimeFrames(runtime: Contract): string {
  const { server, client } = framesOf(runtime);
  const options = { lookup: lookupIn(runtime.document), reference: noReference };
  return [
    header(RUNTIME),
    `import * as z from '${mini.module}';\n\n`,
    `${jsdoc(server.description)}export type ServerMessage = ${typeSource(server, options, where)};\n\n`,
    `${jsdoc(client.description)}export const ClientMessage = ${zodSource(client, { ...options, dialect: mini }, where)};\n`,
    `export type ClientMessage = z.output<typeof ClientMessage>;\n`,
  ].join('');
}

export function sdkFrames(runtime: Contract): string {
  const { server, client } = framesOf(runtime);
  const options = { lookup: lookupIn(runtime.document), reference: noReference };
  const fields = Object.fromEntries(membersOf(server, options.lookup).map(({ type, parts }) => [type, kindsOf(parts)]));
  const bounds = Object.fromEntries(
    membersOf(client, options.lookup).map(({ type, parts }) => [type, boundsOf(parts)]),
  );
  const table = (value: unknown) => JSON.stringify(value, null, 2);
  return [
    header(RUNTIME),
    `${jsdoc(server.description)}export type ServerMessage = ${typeSource(server, options, where)};\n\n`,
    `${jsdoc(client.description)}export type ClientMessage = ${typeSource(client, options, where)};\n\n`,
    `/** What each field of each message of the server may be: kinds of \`typeof\`, and null. */\n`,
    `export const serverFields = ${table(fields)} as const satisfies Record<ServerMessage['type'], Record<string, readonly string[]>>;\n\n`,
    `/** Between what the numbers in each message of a client have to be. */\n`,
    `export const clientBounds = ${table(bounds)} as const satisfies Record<ClientMessage['type'], Record<string, { least: number; most: number }>>;\n`,
  ].join('');
}

// A reference inside an x- field is inlined by redocly.
const noReference = (name: string) => fail(where, `refers to ${name}`);

type Lookup = ReturnType<typeof lookupIn>;
interface Part {
  name: string;
  schema: Schema;
  required: boolean;
}

/** The messages of a union, each by its `type`, with its other parts. */
function membersOf(union: Schema, lookup: Lookup): { type: string; parts: Part[] }[] {
  const { shape } = describe(union, lookup, where);
  if (shape.kind !== 'union' || shape.discriminator !== 'type') fail(where, 'frames are told apart by their type');
  return shape.members.map((member) => {
    const { shape: object } = describe(member, lookup, where);
    if (object.kind !== 'object') fail(where, 'a frame is an object');
    const { const: type } = object.properties.find(({ name }) => name === 'type')?.schema ?? {};
    if (typeof type !== 'string') fail(where, 'a frame says its type');
    return { type, parts: object.properties.filter(({ name }) => name !== 'type') };
  });
}

const kinds: Record<string, string> = { integer: 'number', number: 'number', string: 'string', boolean: 'boolean' };

const kindsOf = (parts: Part[]) =>
  Object.fromEntries(
    parts.map(({ name, schema, required }) => {
      const own = [schema.type ?? []].flat().map((type) => kinds[type] ?? type);
      return [name, required ? own : [...own, 'undefined']];
    }),
  );

const boundsOf = (parts: Part[]) =>
  Object.fromEntries(
    parts.flatMap(({ name, schema: { minimum: least, maximum: most } }) =>
      least === undefined || most === undefined ? [] : [[name, { least, most }]],
    ),
  );
