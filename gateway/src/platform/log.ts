// One JSON object per line. The only place that writes to the console.

export type LogFields = Record<string, string | number | boolean | null | undefined>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  error(message: string, error: unknown, fields?: LogFields): void;
}

function write(level: string, message: string, fields: LogFields): void {
  console.log(JSON.stringify({ time: new Date().toISOString(), level, message, ...fields }));
}

export const log: Log = {
  info: (message, fields = {}) => write('info', message, fields),
  error: (message, error, fields = {}) =>
    write('error', message, {
      ...fields,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
};
