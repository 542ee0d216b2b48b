// Owns what a refused field of a request is called here: the flag or the argument that it was typed
// as.
import { ProblemError } from '@burstflare/sdk';

interface CommandClass {
  flags?: Record<string, unknown>;
  args?: Record<string, unknown>;
}

/** The same problem, with flags and arguments in place of the request's fields. */
export function asTyped(problem: ProblemError, command: CommandClass): ProblemError {
  if (problem.errors.length === 0) return problem;
  const { code, status, title, detail, next, requestId, context } = problem;
  const errors = problem.errors.map(({ path, message }) => ({ path: typedName(path, command), message }));
  return new ProblemError({
    code,
    status,
    title,
    detail,
    requestId,
    context,
    errors,
    ...(next !== undefined && { next }),
  });
}

function typedName(path: string, { flags = {}, args = {} }: CommandClass): string {
  const [, field, rest = ''] = /^(?:body|query|headers)\.([A-Za-z]+)(.*)$/.exec(path) ?? [];
  if (field === undefined) return path;
  const words = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  // An id is typed as the name of what it stands for.
  const names = [words, words.replace(/-id$/, '')];
  const flag = names.find((name) => name in flags);
  if (flag !== undefined) return `--${flag}${rest}`;
  const argument = names.find((name) => name in args);
  return `${argument ?? words.replaceAll('-', ' ')}${rest}`;
}
