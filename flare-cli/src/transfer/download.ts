// Owns writing a download to a file: whole or not at all.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import { EXIT, Failure } from '../failures.ts';
import { Progress } from '../output/progress.ts';

/**
 * `-` is standard output. Returns how many bytes came; throws where they are not as many, or not
 * those that the digest stands for.
 */
export async function download(
  response: Response,
  file: string,
  { bytes, digest, quiet }: { bytes: number; digest: string | undefined; quiet: boolean },
): Promise<number> {
  const hash = createHash('sha256');
  const progress = new Progress({ doing: 'Downloading', done: 'Downloaded' }, bytes, quiet);
  let received = 0;
  async function* counted() {
    // Node's own type of the same web stream.
    try {
      for await (const chunk of Readable.fromWeb(
        (response.body ?? new ReadableStream()) as NodeStream,
      ) as AsyncIterable<Buffer>) {
        received += chunk.length;
        hash.update(chunk);
        progress.add(chunk.length);
        yield chunk;
      }
    } catch {
      throw cutOff(received, bytes);
    }
    // A stream that was cut may look like one that ended.
    if (received !== bytes) throw cutOff(received, bytes);
    if (digest !== undefined && digest !== `sha256:${hash.digest('hex')}`) throw otherBytes();
  }
  const part = `${file}.part`;
  let worked = false;
  try {
    if (file === '-') await pipeline(counted, process.stdout, { end: false });
    else {
      await pipeline(counted, createWriteStream(part));
      await rename(part, file);
    }
    worked = true;
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? unwritable(file, error) : error;
  } finally {
    progress.end(worked);
    if (file !== '-') await rm(part, { force: true });
  }
  return received;
}

function cutOff(received: number, bytes: number): Failure {
  return new Failure({
    code: 'download_cut_off',
    title: 'The download was cut off',
    detail: `${received} of ${bytes} bytes arrived.`,
    next: 'Try again. If it says that you are not signed in, sign in first: flare auth login.',
    exitCode: EXIT.connection,
  });
}

function otherBytes(): Failure {
  return new Failure({
    code: 'download_damaged',
    title: 'The download does not match its digest',
    detail: 'The bytes that arrived are not those that were stored.',
    next: 'Try again.',
    exitCode: EXIT.connection,
  });
}

function unwritable(file: string, error: Error): Failure {
  return new Failure({
    code: 'unwritable',
    title: `${file} cannot be written`,
    detail: error.message,
    next: 'Name another place with --output.',
    exitCode: EXIT.failure,
  });
}
