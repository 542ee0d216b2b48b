// A manifest while it is edited: text as it was typed, in rows that may be empty. The gateway
// decides what is right and names each field.
import type { Manifest } from './templates.ts';

const daySeconds = 86_400;

export const features = [
  'preview',
  'terminal',
  'editor',
  'ssh',
  'snapshots',
  'browser',
] as const satisfies readonly NonNullable<Manifest['features']>[number][];
export type Feature = (typeof features)[number];

export class ManifestDraft {
  image = $state('burstflare/base');
  setup = $state('');
  start = $state('');
  ports = $state<{ number: string; label: string }[]>([]);
  env = $state<{ name: string; value: string }[]>([]);
  paths = $state<string[]>(['/workspace']);
  features = $state<Feature[]>(['preview', 'terminal']);
  keepDays = $state('');
  /** What has no field in the form; a version that begins as a copy keeps it. */
  #rest: Partial<Manifest> = {};

  constructor(from?: Manifest) {
    if (!from) {
      this.ports = [{ number: '', label: '' }];
      return;
    }
    // These three may be left empty, and must not come back by the copy then; what else has a field
    // is always sent.
    const { start: _start, setup: _setup, sleepTtlSeconds: _keep, ...rest } = from;
    this.#rest = rest;
    this.image = from.image;
    this.setup = from.setup ?? '';
    this.start = from.start ?? '';
    this.ports = (from.ports ?? []).map(({ number, label }) => ({ number: String(number), label: label ?? '' }));
    this.env = Object.entries(from.env ?? {}).map(([name, value]) => ({ name, value }));
    this.paths = [...(from.persistedPaths ?? [])];
    this.features = [...(from.features ?? [])];
    this.keepDays = from.sleepTtlSeconds === undefined ? '' : String(from.sleepTtlSeconds / daySeconds);
  }

  /** Which rows are sent, so that an error's index finds its row again. */
  get sentPorts() {
    return this.ports.filter(({ number, label }) => number.trim() !== '' || label.trim() !== '');
  }

  get sentPaths() {
    return this.paths.map((path, row) => ({ path: path.trim(), row })).filter(({ path }) => path !== '');
  }

  manifest(): Manifest {
    const setup = this.setup.trim();
    const start = this.start.trim();
    const label = (text: string) => (text.trim() ? { label: text.trim() } : {});
    return {
      ...this.#rest,
      image: this.image.trim(),
      features: this.features,
      persistedPaths: this.sentPaths.map(({ path }) => path),
      ...(this.keepDays.trim() ? { sleepTtlSeconds: Math.round(Number(this.keepDays) * daySeconds) } : {}),
      ...(setup ? { setup } : {}),
      ...(start ? { start } : {}),
      ports: this.sentPorts.map((port) => ({ number: Number(port.number), ...label(port.label) })),
      env: Object.fromEntries(
        this.env.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
      ),
    };
  }
}
