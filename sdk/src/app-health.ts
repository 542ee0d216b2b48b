// Owns the words for how a session's app is, the same in console and CLI.
import type { components } from '../generated/api.ts';

type Session = components['schemas']['Session'];
export type SessionApp = components['schemas']['SessionApp'];

/** It ended by itself, and nothing but a person starts it again. */
export const isAppDown = ({ state, nextStartAt }: SessionApp): boolean =>
  state === 'exited' || (state === 'crashed' && nextStartAt === null);

/** It crashed, whether or not it is being started again right now. */
export const isAppCrashing = ({ state, crashes }: SessionApp): boolean =>
  state === 'crashed' || (state === 'starting' && crashes > 0);

/** The port that a preview shows: the one that the app opened, else the manifest's first. */
export function appPort({ app, ports }: Pick<Session, 'app' | 'ports'>): Session['ports'][number] | null {
  return ports.find(({ number }) => number === app?.port) ?? ports[0] ?? null;
}

/** How it ended the last time: ` with code 1`, ` by SIGKILL`, or nothing. */
export const endWords = ({ exitCode, signal }: Pick<SessionApp, 'exitCode' | 'signal'>): string =>
  signal !== null ? ` by ${signal}` : exitCode !== null ? ` with code ${exitCode}` : '';

/** One sentence without its stop, such as `The app crashed with code 1, 3 times in a row`. */
export function appWords({ app, ports }: Pick<Session, 'app' | 'ports'>): string {
  const [first] = ports;
  if (app === null)
    return first?.state === 'open' ? `Port ${first.number} is open` : 'The manifest has no start command';
  const { state, crashes, port, portHolder } = app;
  const times = crashes > 1 ? `, ${crashes} times in a row` : '';
  const held = portHolder ? `; port ${portHolder.port} is held by ${portHolder.name} (process ${portHolder.pid})` : '';
  const crashed = `The app crashed${endWords(app)}${times}`;
  switch (state) {
    case 'up':
      return port === null ? 'The app runs' : `The app is up on port ${port}`;
    case 'starting':
      if (crashes > 0) return `${crashed}, and is started again`;
      if (!first) return 'The app is starting';
      return first.state === 'closed'
        ? `The app no longer listens on port ${first.number}`
        : `The app has not opened port ${first.number} yet`;
    case 'crashed':
      return `${crashed}${isAppDown(app) ? '' : ', and is started again'}${held}`;
    case 'exited':
      return `The app ended with code 0${held}`;
    case 'stopped':
      return 'The app is not running';
  }
}
