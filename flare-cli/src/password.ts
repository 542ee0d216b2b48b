// Owns how a password gets in: over standard input, or typed without an echo. Never as an argument, which every user of the machine sees.
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

export async function passwordFrom(fromStdin: boolean, { repeat = false } = {}): Promise<string> {
  if (fromStdin) return readSecretFromStdin('--password-stdin');
  if (!isInteractive())
    throw usageFailure('Nobody can be asked for the password here', 'Pipe it in, with --password-stdin.');
  const password = await askSecret('Password: ');
  if (repeat && (await askSecret('Again: ')) !== password) throw usageFailure('The two passwords differ', 'Try again.');
  return password;
}
