// Owns which listed entries an archive takes: what no archive brings back must not look saved, and
// must not keep the rest from being saved.
import { MAX_SPARSE_BYTES } from '../tar/sparse.ts';
import { MAX_NAME_BYTES } from '../tar/entry-rules.ts';
import { inOrder, nameOf, type Listed } from './find.ts';

export interface Selection {
  /** In the order of the archive. */
  packed: Listed[];
  /** Of a folder that is left out, what lies in it is not named. */
  leftOut: { entry: Listed; reason: string }[];
}

const ODD: Record<string, string> = {
  s: 'It is a socket, which exists only while a program listens on it',
  b: 'It is a device',
  c: 'It is a device',
};

export function select(listed: readonly Listed[]): Selection {
  const selection: Selection = { packed: [], leftOut: [] };
  let sparseBytes = 0;
  let within: string | null = null;
  for (const entry of inOrder(listed)) {
    const name = nameOf(entry);
    if (within !== null && name.startsWith(within)) continue;
    const reason =
      name.length > MAX_NAME_BYTES
        ? `Its path is longer than ${MAX_NAME_BYTES} bytes`
        : entry.sparse && sparseBytes + entry.size > MAX_SPARSE_BYTES
          ? `It has holes, and such files are saved up to ${MAX_SPARSE_BYTES / 1024 ** 4} TiB in all`
          : 'fdlp'.includes(entry.type)
            ? null
            : (ODD[entry.type] ?? 'It is of a kind that archives do not hold');
    if (reason === null) {
      if (entry.sparse) sparseBytes += entry.size;
      selection.packed.push(entry);
    } else {
      selection.leftOut.push({ entry, reason });
      within = `${name}/`;
    }
  }
  return selection;
}
