// Owns the text frames that a terminal sends: reading them without trusting them, for what sends
// them is the session's own machine.

export type ServerMessage =
  | {
      type: 'hello';
      terminalId: string;
      epoch: string;
      cols: number;
      rows: number;
      offset: number;
      resumed: boolean;
      input?: number;
    }
  | { type: 'snapshot'; offset: number; cols: number; rows: number; data: string }
  | { type: 'resize'; cols: number; rows: number }
  | { type: 'input'; offset: number }
  | { type: 'exit'; code: number; signal: number | null };

const FIELDS: { [Type in ServerMessage['type']]: Record<string, string> } = {
  hello: { epoch: 'string', offset: 'number', resumed: 'boolean' },
  snapshot: { offset: 'number', data: 'string' },
  resize: { cols: 'number', rows: 'number' },
  input: { offset: 'number' },
  exit: { code: 'number' },
};

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
  const fits = Object.entries(FIELDS[message.type]).every(([name, type]) => typeof Reflect.get(message, name) === type);
  const input: unknown = Reflect.get(message, 'input');
  if (input !== undefined && typeof input !== 'number') return undefined;
  return fits ? (message as ServerMessage) : undefined; // the fields were just looked at
}

const isType = (type: unknown): type is ServerMessage['type'] =>
  typeof type === 'string' && Object.hasOwn(FIELDS, type);
