// Owns what the runtime knows of its session: the newest bootstrap, the app, the ports, the
// terminals.
import { join } from 'node:path';
import pLimit from 'p-limit';
import type {
  App,
  BootstrapRequest,
  BootstrapResult,
  LifecycleRequest,
  LifecycleResult,
  Presence,
} from '../generated/schemas.ts';
import { AppHealth } from './app-health.ts';
import { AppProcess } from './app-process.ts';
import { EGRESS_PORT } from './egress/bridge.ts';
import { Jobs } from './exec/jobs.ts';
import { writeJsonFile } from './json-file.ts';
import { Layers } from './layers/layers.ts';
import { PortWatch } from './ports/watch.ts';
import { Problem } from './problems.ts';
import { endAll } from './processes/end-all.ts';
import { ProcessTable } from './processes/table.ts';
import type { Settings } from './settings.ts';
import { Terminals } from './terminal/terminals.ts';

const COMING = { sleep: 'going to sleep', restart: 'restarting', delete: 'being deleted' };
const END_GRACE_SECONDS = 3;

export class Session {
  bootstrap: (BootstrapRequest & { bootstrappedAt: string }) | null = null;
  readonly app: AppProcess;
  readonly health: AppHealth;
  readonly ports: PortWatch;
  readonly terminals: Terminals;
  readonly jobs: Jobs;
  readonly layers: Layers;
  readonly processes: ProcessTable;
  readonly #inTurn = pLimit(1);
  #changes = 0;
  /** From the word that the session is to stop until it is set up anew, as it is if it stays. */
  #isEnding = false;

  constructor(readonly settings: Settings) {
    // With a PID namespace of its own all that /proc shows is the session's; without one a process
    // is known by what it inherited.
    const marker = settings.isolation === 'none' ? `BURSTFLARE_INSTANCE_ID=${settings.instanceId}` : null;
    const hidden = settings.egressSocket === null ? null : EGRESS_PORT;
    this.ports = new PortWatch(marker, hidden, { change: () => this.#ring(), look: () => this.health.looked() });
    this.app = new AppProcess(settings.workspace, {
      onTurn: () => {
        // Its ports open and close with it.
        this.ports.expect();
        this.health.update();
      },
      beforeStart: () => this.ports.refresh(),
    });
    this.health = new AppHealth(this.app, this.ports, () => this.#ring());
    this.processes = new ProcessTable(marker);
    this.terminals = new Terminals({ workspace: settings.workspace, env: () => this.#env() });
    this.layers = new Layers(settings, this.processes, (restart, change, notice) =>
      this.#whileFilesChange(restart, change, notice),
    );
    this.jobs = new Jobs({ env: () => this.#env(), real: (path) => this.layers.places.real(path) });
    void this.#inTurn(() => this.layers.ready); // The app must not start on files that a crash left half replaced.
  }

  applyBootstrap(request: BootstrapRequest): Promise<BootstrapResult> {
    return this.#inTurn(async () => {
      const applied = this.bootstrap?.bootstrapId !== request.bootstrapId;
      const bootstrappedAt = applied ? new Date().toISOString() : (this.bootstrap?.bootstrappedAt ?? '');
      if (applied) {
        await this.#write('session.json', describe(request, this.settings.instanceId, bootstrappedAt));
        this.bootstrap = { ...request, bootstrappedAt };
        this.#isEnding = false;
        await this.app.ensure(request.start, this.#env());
        await this.ports.declare(request.ports);
      }
      return { bootstrapId: request.bootstrapId, applied, bootstrappedAt, app: this.health.report() };
    });
  }

  recordLifecycle({ phase, at, reason, graceSeconds }: LifecycleRequest): Promise<LifecycleResult> {
    return this.#inTurn(async () => {
      this.#isEnding = true;
      await this.#write('lifecycle.json', { phase, at, reason, instanceId: this.settings.instanceId });
      this.terminals.notice(
        `This session is ${COMING[phase]}: what runs in it gets SIGTERM, and ${graceSeconds} s to end`,
      );
      await this.#endAll(graceSeconds);
      return { phase, at, reason, app: this.health.report() };
    });
  }

  /** Starts the app anew and leaves all else as it is. */
  async restartApp(): Promise<App> {
    this.#expectStaying();
    await this.app.restart();
    return this.health.report();
  }

  presence(): Presence {
    const app = this.health.report();
    return { instanceId: this.settings.instanceId, version: this.#changes, app, ports: this.ports.list().items };
  }

  /** Ends all that the session started: the host is about to take the machine away. */
  async end(): Promise<void> {
    this.ports.close();
    this.terminals.notice('This session is ending');
    await Promise.all([this.#endAll(END_GRACE_SECONDS), this.layers.close()]);
    this.terminals.closeAll();
  }

  async #endAll(graceSeconds: number): Promise<void> {
    // The app and jobs get it from their owners, who must know that it was not a crash.
    const asked = new Set([this.app.group, ...this.jobs.groups].filter((group) => group !== null));
    const all = endAll(this.processes, graceSeconds * 1000, asked);
    await Promise.all([this.app.stop(graceSeconds), this.jobs.endAll(), all]);
  }

  async #whileFilesChange(restart: boolean, change: () => Promise<void>, notice: string | null): Promise<void> {
    // A save may have read the files already: what changed now would go with the machine.
    this.#expectStaying();
    await (restart ? this.app.whileDown(change) : change());
    if (notice !== null) this.terminals.notice(notice);
  }

  #expectStaying(): void {
    if (this.#isEnding) throw new Problem('restore_busy', { what: 'The stop of the session' });
  }

  #ring(): void {
    this.#changes += 1;
    if (this.settings.ringOnStdout) process.stdout.write('\n');
  }

  #write(name: string, value: unknown): Promise<void> {
    return writeJsonFile(join(this.settings.workspace, '.burstflare', name), value);
  }

  #env(): Record<string, string> {
    const own = (this.bootstrap?.env ?? []).map(({ name, value }) => [name, value]);
    // By this one the host and the port watch tell the session's processes where nothing else does.
    return { ...this.settings.baseEnv, ...Object.fromEntries(own), BURSTFLARE_INSTANCE_ID: this.settings.instanceId };
  }
}

// The file ends up in snapshots, so it names the variables and leaves out their values, which may
// be secrets.
function describe({ env, ...request }: BootstrapRequest, instanceId: string, bootstrappedAt: string) {
  return { ...request, envNames: env.map(({ name }) => name), instanceId, bootstrappedAt };
}
