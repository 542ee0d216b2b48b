// Where the platform's parts write: everything into <data>/logs/platform.log, errors also to the
// terminal.
import { existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

const keepBytes = 20_000_000;
/**
 * Lines are written together: one write per request costs the platform more than making the line.
 * kill -9 loses this much of it.
 */
const gatherMs = 20;

export interface PlatformLogFile {
  write(source: string, line: string, level: string): void;
}

export function openLog(file: string): PlatformLogFile {
  if (existsSync(file) && statSync(file).size > keepBytes) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, 'a', 0o600);
  let gathered = '';
  const flush = () => {
    const text = gathered;
    gathered = '';
    if (text !== '') writeSync(descriptor, text);
  };
  process.once('exit', flush);
  return {
    write(source, line, level) {
      const isRecord = line.startsWith('{"');
      if (gathered === '') setTimeout(flush, gatherMs).unref();
      gathered += isRecord ? `${line}\n` : `${new Date().toISOString()} ${level.padEnd(5)} ${source}: ${line}\n`;
      // the gateway writes records; the level inside is the one it meant
      if (level === 'error' || (isRecord && line.includes('"level":"error"'))) console.error(`${source}: ${line}`);
    },
  };
}
