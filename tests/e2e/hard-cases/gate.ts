// A service that a build's setup asks, and that answers when the test lets it: the build is held
// where the test wants it.
import { createServer, type Server, type ServerResponse } from 'node:http';
import { waitUntil } from '../../../tools/start/wait.ts';
import { outsideAddress } from '../../support/platform.ts';

export class Gate {
  readonly #server: Server;
  readonly #held: ServerResponse[] = [];
  #open = false;

  private constructor() {
    this.#server = createServer((_, response) => {
      response.once('close', () => this.#held.splice(this.#held.indexOf(response), 1));
      this.#held.push(response);
      if (this.#open) response.end('go on');
    });
  }

  static async start(): Promise<Gate> {
    const gate = new Gate();
    await new Promise<void>((resolve) => gate.#server.listen(0, outsideAddress, resolve));
    return gate;
  }

  /** For a manifest: `setup` waits until the gate is open. */
  get manifest() {
    const address = this.#server.address();
    if (!address || typeof address === 'string') throw new Error('The gate has no port.');
    const setup = 'echo waiting; curl -fsS "$GATE" && echo made > made.txt';
    return { setup, env: { GATE: `http://${outsideAddress}:${address.port}/` } };
  }

  async untilAsked(): Promise<void> {
    await waitUntil(() => this.#held.length > 0, 20_000, 'the setup to ask at the gate');
  }

  open(): void {
    this.#open = true;
    for (const response of this.#held) response.end('go on');
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
