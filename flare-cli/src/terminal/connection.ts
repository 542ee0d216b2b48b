// Owns whose terminal it is: what both ways into one connect by.
import type { Client } from '@burstflare/sdk';

export interface Attached {
  client: Client;
  sessionId: string;
  terminalId: string;
}
