// What a person would do by hand: one line of bash, and a failure anywhere in its pipes is one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export async function shell(command: string): Promise<void> {
  const child = spawn('bash', ['-c', `set -o pipefail; ${command}`], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${command} ended with ${code}.`);
}
