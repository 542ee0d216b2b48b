// Where the platform's parts write: everything into <data>/logs/platform.log, errors also to the terminal.
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';

const keepBytes = 20_000_000;

export interface PlatformLogFile {
  write(source: string, line: string, level: string): void;
}

export function openLog(file: string): PlatformLogFile {
  if (existsSync(file) && statSync(file).size > keepBytes) renameSync(file, `${file}.1`);
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  return {
    write(source, line, level) {
      const isRecord = line.startsWith('{"');
      stream.write(isRecord ? `${line}\n` : `${new Date().toISOString()} ${level.padEnd(5)} ${source}: ${line}\n`);
      // the gateway writes records; the level inside is the one it meant
      if (level === 'error' || (isRecord && line.includes('"level":"error"'))) console.error(`${source}: ${line}`);
    },
  };
}
