// Owns how a password gets in: over standard input, or typed without an echo. Never as an argument,
// which every user of the machine sees.
import { textLengths } from '@burstflare/sdk';
import * as Flags from '@oclif/core/flags';
import { usageFailure } from './failures.ts';
import { askLine, askSecret, isInteractive, readSecretFromStdin } from './prompt.ts';

export const passwordStdinFlag = {
  'password-stdin': Flags.boolean({ description: 'Read the password from standard input' }),
};

export async function emailFrom(flag: string | undefined): Promise<string> {
  if (flag !== undefined) return flag;
  if (!isInteractive()) throw usageFailure('The e-mail address is missing', 'Add --email.');
  return askLine('E-mail: ');
}

/** A password that is there already. */
export async function passwordFrom(fromStdin: boolean): Promise<string> {
  if (fromStdin) return readSecretFromStdin('--password-stdin');
  return ask('Password: ');
}

/** One that is chosen now: refused at once if it cannot be taken, and typed twice. */
export async function newPasswordFrom(fromStdin: boolean): Promise<string> {
  const password = await passwordFrom(fromStdin);
  const { minLength, maxLength } = textLengths.NewPassword;
  if (password.length < minLength)
    throw usageFailure(
      `The password is too short: it needs at least ${minLength} characters`,
      'Try again with a longer one.',
    );
  if (password.length > maxLength)
    throw usageFailure(
      `The password is too long: it may have ${maxLength} characters`,
      'Try again with a shorter one.',
    );
  if (!fromStdin && (await ask('Again: ')) !== password) throw usageFailure('The two passwords differ', 'Try again.');
  return password;
}

async function ask(question: string): Promise<string> {
  if (!isInteractive())
    throw usageFailure('Nobody can be asked for the password here', 'Pipe it in, with --password-stdin.');
  return askSecret(question);
}
