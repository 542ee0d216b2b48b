// Owns changing a header block that tar wrote, where it says what is true of this run alone.
import { BLOCK } from './header.ts';

const NAME = { at: 0, length: 100 };
const MODE = { at: 100, length: 8 };
const SUM = { at: 148, length: 8 };

/**
 * A sparse file's true name stands in its extended header; the other one, for readers that do not
 * know of holes, holds tar's process id. The same tree has to give the same bytes.
 */
export function withoutProcessId(head: Buffer, trueName: string): Buffer {
  const slash = trueName.lastIndexOf('/') + 1;
  const name = `${trueName.slice(0, slash)}GNUSparseFile.0/${trueName.slice(slash)}`;
  const field = Buffer.alloc(NAME.length);
  field.write(name, 'latin1');
  return changed(head, NAME.at, field);
}

export function withMode(head: Buffer, mode: number): Buffer {
  return changed(head, MODE.at, Buffer.from(`${mode.toString(8).padStart(MODE.length - 1, '0')}\0`, 'latin1'));
}

/** `head` ends with the header block of the entry itself. */
function changed(head: Buffer, at: number, field: Buffer): Buffer {
  const block = head.subarray(head.length - BLOCK);
  field.copy(block, at);
  block.fill(' ', SUM.at, SUM.at + SUM.length);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, SUM.at, 'latin1');
  return head;
}
