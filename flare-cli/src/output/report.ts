// Owns how a failure is reported: what happened, why, what to do next, and the request id; or the
// same as JSON or YAML.
import { detailsOf, EXIT, type FailureDetails } from '../failures.ts';
import { type Format, writerOf } from './format.ts';
import { painter } from './paint.ts';
import { withNames } from '../typed-names.ts';
import { plain as printable } from './text.ts';

/** For people; programs get the ids. */
const plain = (text: string) => printable(withNames(text));

/** Returns the exit code. Failures go to stderr in every form: stdout holds results only. */
export async function reportFailure(error: unknown, format: Format): Promise<number> {
  const details = detailsOf(error) ?? unexpected(error);
  process.stderr.write(format === 'table' ? textOf(details) : (await writerOf(format)).item({ error: details }));
  return details.exitCode;
}

function textOf({ title, detail, next, requestId, errors = [] }: FailureDetails): string {
  const paint = painter(process.stderr);
  const lines = [`${paint('red', 'Error:')} ${plain(title)}`];
  // The list of fields says all that its introduction does.
  if (errors.length > 0) lines.push(...errors.map(({ path, message }) => `  ${plain(path)}: ${plain(message)}`));
  else if (detail !== undefined) lines.push(...detail.split('\n').map((line) => `  ${plain(line)}`));
  if (next !== undefined) lines.push(`${paint('cyan', 'Next:')} ${plain(next)}`);
  if (requestId !== undefined) lines.push(paint('dim', `Request: ${plain(requestId)}`));
  return `${lines.join('\n')}\n`;
}

function unexpected(error: unknown): FailureDetails {
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: 'unexpected',
    title: 'flare met an unexpected error',
    detail: shown,
    next: 'Try again. If the error persists, report it with the lines above.',
    exitCode: EXIT.failure,
  };
}
