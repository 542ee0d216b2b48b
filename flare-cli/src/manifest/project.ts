// Owns what rules may ask of a folder: which files it has and what they say. Rules change nothing
// and see nothing else.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { EXIT, Failure } from '../failures.ts';

/** Of larger ones the start is enough, and none is worth more memory. */
const MAX_CHARACTERS = 256 * 1024;

export class Project {
  constructor(
    readonly folder: string,
    /** How the folder is called from the one that is sent: '' or 'apps/web'. */
    readonly base = '',
  ) {}

  get name(): string {
    return basename(resolve(this.folder));
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  hasFile(path: string): boolean {
    return this.#stat(path)?.isFile() === true;
  }

  hasFolder(path: string): boolean {
    return this.#stat(path)?.isDirectory() === true;
  }

  /** Node 20 throws where a part of the path is a file. */
  #stat(path: string) {
    try {
      return statSync(join(this.folder, path), { throwIfNoEntry: false });
    } catch {
      return undefined;
    }
  }

  first(...paths: readonly string[]): string | undefined {
    return paths.find((path) => this.hasFile(path));
  }

  /** Empty where there is no such file. */
  text(path: string): string {
    try {
      return readFileSync(join(this.folder, path), 'utf8').slice(0, MAX_CHARACTERS);
    } catch {
      return '';
    }
  }

  /** In an order that does not depend on the disk. */
  names(path = ''): string[] {
    try {
      return readdirSync(join(this.folder, path)).sort();
    } catch {
      return [];
    }
  }

  within(path: string): Project {
    return new Project(join(this.folder, path), this.base === '' ? path : `${this.base}/${path}`);
  }

  /** Undefined where there is no such file. Throws where it is broken: a guess would be wrong. */
  json(path: string, comments: 'comments' | 'plain'): Record<string, unknown> | undefined {
    if (!this.hasFile(path)) return undefined;
    const text = this.text(path).replace(/^\uFEFF/, '');
    const errors: ParseError[] = [];
    const options = { disallowComments: comments === 'plain', allowTrailingComma: comments === 'comments' };
    const content: unknown = parse(text, errors, options);
    const [error] = errors;
    const file = join(this.folder, path);
    if (error !== undefined) throw broken(file, text, error.offset, wordsOf(error));
    const isObject = typeof content === 'object' && content !== null && !Array.isArray(content);
    if (!isObject) throw broken(file, text, 0, 'it must be an object');
    return content as Record<string, unknown>; // any object may be looked at by key
  }
}

/** `CommaExpected` in words. */
const wordsOf = ({ error }: ParseError) =>
  printParseErrorCode(error)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

function broken(file: string, text: string, offset: number, reason: string): Failure {
  const before = text.slice(0, offset).split('\n');
  return new Failure({
    code: 'file_broken',
    title: `${file} cannot be read`,
    detail: `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: ${reason}`,
    next: 'Correct the file, or say in burstflare.yaml how the folder is run.',
    exitCode: EXIT.usage,
  });
}
