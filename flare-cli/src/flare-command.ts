// Owns what all commands share: the global flags, the client, and how results, hints and questions
// are presented.
import { type Client, ProblemError } from '@burstflare/sdk';
import type { Command as CommandType } from '@oclif/core';
import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import type { Interfaces } from '@oclif/core';
import { apiUrlFrom, isSignedIn, tokenStore } from './config/sign-ins.ts';
import { connectedClient } from './connect/transport.ts';
import { notSignedIn, usageFailure } from './failures.ts';
import { asTyped } from './typed-fields.ts';
import { type Format, FORMATS, formatOf, type Writer, writerOf } from './output/format.ts';
import { painter } from './output/paint.ts';
import { chosenColumns, type Column, fields, table } from './output/table.ts';
import { plain } from './output/text.ts';
import { askYes, isInteractive } from './prompt.ts';

/**
 * `output` is read from the words themselves (see format.ts), and may be a flag of the command's
 * own.
 */
type Base = Omit<(typeof FlareCommand)['baseFlags'], 'output'>;
type Parsed<T extends typeof CommandType> = Interfaces.InferredFlags<Base & T['flags']>;
type Arguments<T extends typeof CommandType> = Interfaces.InferredArgs<T['args']>;

export abstract class FlareCommand<T extends typeof CommandType> extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = {
    'api-url': Flags.string({
      helpGroup: 'GLOBAL',
      helpValue: '<url>',
      env: 'FLARE_API_URL',
      description: 'Address of the deployment; that of the newest sign-in if absent',
    }),
    output: Flags.option({
      helpGroup: 'GLOBAL',
      options: FORMATS,
      description: 'Form of the result: for people, or for programs (--json is --output json)',
    })(),
  };

  #client: Client | undefined;
  #writer!: Writer; // set by init(), which oclif awaits before run()
  protected flags!: Parsed<T>; // set by init(), which oclif awaits before run()
  protected args!: Arguments<T>; // the same

  override async init(): Promise<void> {
    await super.init();
    const { flags, args } = await this.parse({
      flags: this.ctor.flags,
      baseFlags: FlareCommand.baseFlags,
      enableJsonFlag: true,
      args: this.ctor.args,
      strict: this.ctor.strict,
    });
    // The class's own flags and arguments were just parsed; TypeScript cannot follow `ctor` to the
    // class that extends this one.
    this.flags = flags as Parsed<T>;
    this.args = args as Arguments<T>;
    this.#writer = await writerOf(this.#format);
  }

  /** A command that has an --output of its own is asked for its form by --json alone. */
  get #format(): Format {
    if (Object.hasOwn(this.ctor.flags ?? {}, 'output')) return super.jsonEnabled() ? 'json' : 'table';
    return formatOf(this.argv);
  }

  /** Whether the result is for a program. */
  override jsonEnabled(): boolean {
    return this.#format !== 'table';
  }

  /** runCommand() reports every failure, as text or JSON. */
  protected override async catch(error: Error): Promise<void> {
    throw error instanceof ProblemError ? asTyped(error, this.ctor) : error;
  }

  /** A command that has printed its result item by item returns nothing. */
  override logJson(value: unknown): void {
    if (value !== undefined) process.stdout.write(this.#writer.whole(value));
  }

  /** One of a stream of results: a line of JSON Lines, or a YAML document. */
  protected printItem(value: unknown): void {
    process.stdout.write(this.#writer.item(value));
  }

  /** The same for what is watched; undefined where people watch. */
  protected get itemPrinter(): ((value: unknown) => void) | undefined {
    return this.jsonEnabled() ? (value) => this.printItem(value) : undefined;
  }

  protected get apiUrl(): string {
    return apiUrlFrom(this.flags['api-url']);
  }

  /** A client for somebody who is signed in; fails without asking the deployment if nobody is. */
  protected get client(): Client {
    const { apiUrl } = this;
    if (!isSignedIn(apiUrl)) throw notSignedIn(apiUrl);
    this.#client ??= connectedClient({
      baseUrl: apiUrl,
      credentials: tokenStore(apiUrl),
      userAgent: this.config.userAgent,
    });
    return this.#client;
  }

  /** A client that says nothing of who uses it. */
  protected get anonymousClient(): Client {
    const nobody = {
      load: async () => undefined,
      save: async () => {},
      withLock: <R>(work: () => Promise<R>) => work(),
    };
    return connectedClient({ baseUrl: this.apiUrl, credentials: nobody, userAgent: this.config.userAgent });
  }

  /** Before a person types a password for nothing: fails where nothing answers at the address. */
  protected async findDeployment(): Promise<void> {
    await this.anonymousClient.call('getHealth');
  }

  protected paint = painter(process.stdout);

  /** For people only, beside the result: what to do next, how to undo. */
  protected hint(text: string): void {
    if (!process.stderr.isTTY || this.jsonEnabled()) return;
    process.stderr.write(`${painter(process.stderr)('dim', plain(text))}\n`);
  }

  /** What happened, on stderr, for people and logs. */
  protected say(text: string): void {
    if (!this.jsonEnabled()) process.stderr.write(`${plain(text)}\n`);
  }

  protected tableText<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
    const { text, hidden } = this.#table(rows, columns);
    return hidden.length === 0 ? text : `${text}\n${this.paint('dim', `Not shown: ${hidden.join(', ')}`)}`;
  }

  protected printTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
    const { text, hidden } = this.#table(rows, columns);
    this.log('%s', text);
    if (hidden.length > 0) this.hint(`Not shown for want of room: ${hidden.join(', ')}. Show them with --full.`);
  }

  #table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]) {
    // Those of listFlags, where the command has them.
    const { columns: chosen, full = false } = this.flags as { columns?: string; full?: boolean };
    const width = process.stdout.isTTY && !full ? process.stdout.columns : undefined;
    const paintHeader = (text: string) => this.paint('bold', text);
    return table(rows, chosenColumns(columns, chosen), { columns: width, paintHeader });
  }

  protected printFields(entries: Parameters<typeof fields>[0]): void {
    this.log('%s', fields(entries));
  }

  /**
   * Ends the command unless the person agrees: on a terminal they are asked, elsewhere --yes must
   * say so.
   */
  protected async confirm(question: string, yes: boolean): Promise<void> {
    if (yes) return;
    if (!isInteractive()) throw usageFailure(`${question} Nobody can be asked here.`, 'Add --yes to go ahead.');
    if (await askYes(question)) return;
    this.say('Nothing was changed.');
    this.exit(1);
  }
}

/** For commands that destroy something. */
export const yesFlag = { yes: Flags.boolean({ char: 'y', description: 'Do not ask' }) };

/** For commands that list something. */
export const listFlags = {
  limit: Flags.integer({ default: 100, min: 1, description: 'Show at most this many' }),
  columns: Flags.string({ description: 'Show these columns alone, such as name,state', helpValue: '<a,b>' }),
  full: Flags.boolean({ description: 'Show every column whole, however wide the terminal is' }),
};

/** For commands that can go on showing what changes. */
export const watchFlag = { watch: Flags.boolean({ char: 'w', description: 'Show each change until Ctrl-C' }) };

/** The first items of a list, and whether there are more. */
export async function take<T>(items: AsyncIterable<T>, limit: number): Promise<{ items: T[]; more: boolean }> {
  const taken: T[] = [];
  for await (const item of items) {
    if (taken.length === limit) return { items: taken, more: true };
    taken.push(item);
  }
  return { items: taken, more: false };
}
