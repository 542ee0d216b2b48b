// Owns making tar archives byte by byte, right and wrong ones: what no tar would write, attackers
// do.
import { gzipSync } from 'node:zlib';

export interface Made {
  name: string;
  type?: string;
  content?: string | Buffer;
  target?: string;
  mode?: number;
  /** What the header says, if not the content's length. */
  size?: number;
  /** Written before it as an extended header. */
  pax?: Record<string, string>;
  magic?: string;
}

const BLOCK = 512;

export function tarOf(entries: Made[], { end = true } = {}): Buffer {
  return Buffer.concat([...entries.flatMap(entry), end ? Buffer.alloc(2 * BLOCK) : Buffer.alloc(0)]);
}

export const tarGz = (entries: Made[], options = {}) => gzipSync(tarOf(entries, options));

function entry(made: Made): Buffer[] {
  const content = Buffer.from(made.content ?? '');
  const extended = made.pax === undefined ? [] : entry({ name: 'PaxHeaders/x', type: 'x', content: records(made.pax) });
  return [...extended, header(made, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
}

function records(pax: Record<string, string>): string {
  const record = ([key, value]: [string, string]) => {
    const rest = ` ${key}=${value}\n`;
    const bytes = Buffer.byteLength(rest);
    // The length counts its own digits.
    const length = [1, 2, 3, 4, 5].map((digits) => bytes + digits).find((sum, i) => String(sum).length === i + 1);
    return `${length}${rest}`;
  };
  return Object.entries(pax).map(record).join('');
}

function header({ name, type = '0', target = '', mode = 0o644, size, magic = 'ustar\x0000' }: Made, length: number) {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100, 'latin1');
  block.write(`${mode.toString(8).padStart(7, '0')}\0`, 100, 'latin1');
  block.write('0000000\x000000000\0', 108, 'latin1');
  block.write(`${(size ?? length).toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  block.write('00000000000\0', 136, 'latin1');
  block.write('        ', 148, 'latin1');
  block.write(type, 156, 'latin1');
  block.write(target, 157, 100, 'latin1');
  block.write(magic, 257, 'latin1');
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
