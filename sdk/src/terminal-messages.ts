// Owns the text frames that a terminal sends: reading them without trusting them, for what sends
// them is the session's own machine.
import { serverFields, type ServerMessage } from '../generated/frames.ts';

/**
 * Undefined for what is not a message of this protocol: a newer runtime may say more than this
 * client knows.
 */
export function readMessage(data: unknown): ServerMessage | undefined {
  if (typeof data !== 'string') return undefined;
  let message: unknown;
  try {
    message = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (typeof message !== 'object' || message === null || !('type' in message) || !isType(message.type))
    return undefined;
  const fields: Record<string, readonly string[]> = serverFields[message.type];
  const fits = Object.entries(fields).every(([name, kinds]) => kinds.includes(kindOf(Reflect.get(message, name))));
  return fits ? (message as ServerMessage) : undefined; // the fields were just looked at
}

const kindOf = (value: unknown) => (value === null ? 'null' : typeof value);

const isType = (type: unknown): type is ServerMessage['type'] =>
  typeof type === 'string' && Object.hasOwn(serverFields, type);
