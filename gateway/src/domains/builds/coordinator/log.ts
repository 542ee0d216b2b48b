// A running build's log, in rows of at most 64 KB; the id of an event is the offset of its first
// byte. Moves to object storage at the end.
import type { BuildLog as BuildLogPart } from '../../../../generated/schemas.ts';

const rowBytes = 64 * 1024;
const partBytes = 128 * 1024;
const tailBytes = 8 * 1024;
/** What a setup may print before the rest is dropped; a log is for people. */
const maxBytes = 16 * 1024 * 1024;

export class BuildLog {
  readonly #sql: Pick<SqlStorage, 'exec'>;
  #waiting: (() => void)[] = [];

  constructor(sql: Pick<SqlStorage, 'exec'>) {
    this.#sql = sql;
    this.#sql.exec('CREATE TABLE IF NOT EXISTS log (offset INTEGER PRIMARY KEY, bytes BLOB NOT NULL)');
  }

  get end(): number {
    const [row] = this.#sql
      .exec<{ end: number }>('SELECT coalesce(max(offset + length(bytes)), 0) AS "end" FROM log')
      .toArray();
    return row?.end ?? 0;
  }

  /** What a job printed; dropped where the log is full. */
  append(text: string): void {
    const before = this.end;
    if (before >= maxBytes) return;
    this.#put(text);
    if (this.end >= maxBytes) this.#put('\n[the log is cut here]\n');
  }

  /** What the platform itself tells, also where the log is full. */
  line(text: string): void {
    this.#put(`[burstflare] ${text}\n`);
  }

  /** Puts the log of an earlier round before all that comes. */
  restore(text: string): void {
    if (this.end === 0) this.#put(text);
  }

  #put(text: string): void {
    const bytes = new TextEncoder().encode(text);
    let { end } = this;
    for (let at = 0; at < bytes.byteLength; at += rowBytes) {
      const part = bytes.slice(at, at + rowBytes);
      this.#sql.exec('INSERT INTO log (offset, bytes) VALUES (?, ?)', end, part.buffer);
      end += part.byteLength;
    }
    for (const wake of this.#waiting.splice(0)) wake();
  }

  bytesFrom(offset: number, limit: number): Uint8Array {
    const rows = this.#sql.exec<{ offset: number; bytes: ArrayBuffer }>(
      'SELECT offset, bytes FROM log WHERE offset + length(bytes) > ? ORDER BY offset',
      offset,
    );
    const parts: Uint8Array[] = [];
    let total = 0;
    for (const row of rows) {
      const part = new Uint8Array(row.bytes).subarray(Math.max(0, offset - row.offset));
      parts.push(part);
      total += part.byteLength;
      if (total >= limit) break;
    }
    const all = new Uint8Array(total);
    parts.reduce((at, part) => (all.set(part, at), at + part.byteLength), 0);
    return all.subarray(0, limit);
  }

  /** Tells how an attempt ended, as far as the log does not say so yet. */
  close(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const said = this.#tail();
    const ofAttempt = said.slice(Math.max(0, said.lastIndexOf('[burstflare] attempt ')));
    for (const line of lines) if (!ofAttempt.includes(`[burstflare] ${line}\n`)) this.line(line);
  }

  /** The newest of it, as text: enough for the lines that an attempt ends with. */
  #tail(): string {
    return new TextDecoder().decode(this.bytesFrom(Math.max(0, this.end - tailBytes), tailBytes));
  }

  /**
   * A part from `offset` on; at the end waits for more, so that a reader follows without asking all
   * the time. Where the log does not reach that far, the part says where it ends.
   */
  async read(offset: number, waitSeconds: number): Promise<BuildLogPart> {
    if (offset > this.end) return logPart(new Uint8Array(), this.end, false);
    if (offset === this.end && waitSeconds > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitSeconds * 1000);
        this.#waiting.push(() => (clearTimeout(timer), resolve()));
      });
    }
    return logPart(this.bytesFrom(offset, partBytes), offset, false);
  }

  clear(): void {
    this.#sql.exec('DELETE FROM log');
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

/** Cuts a part so that no character is torn apart between two parts. */
export function logPart(bytes: Uint8Array, offset: number, last: boolean): BuildLogPart {
  let end = bytes.byteLength;
  // At most three bytes of a character can be at the end; more than that is no UTF-8, and shown as
  // it is.
  for (let back = 1; back <= Math.min(4, end); back++) {
    const byte = bytes[end - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (needs > back && !last && end > back) end -= back;
    break;
  }
  return { offset, nextOffset: offset + end, complete: last, text: new TextDecoder().decode(bytes.subarray(0, end)) };
}
