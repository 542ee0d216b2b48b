// Owns the table of programs that a script may start, and the port that each opens where nobody
// says otherwise.
import { portBy } from '../../draft.ts';
import type { Project } from '../../project.ts';

export interface Framework {
  name: string;
  /** Of the script. */
  command: RegExp;
  port: number;
  /** The files that may name another port, and how. */
  config?: { file: RegExp; port: RegExp };
  /** What the script gets besides, so that the port is the one that is shown. */
  args?: (port: number) => string;
  env?: Record<string, string>;
  /** What starts it where no script does, and the package that it comes from. */
  alone?: { dependency: string; program: string };
}

// Vite would take the next port if this one is taken, and listen on IPv6 alone where localhost
// means that.
const asVite = (port: number) => `--host 127.0.0.1 --port ${port} --strictPort`;
const IN_SERVER = /\bserver\s*:\s*\{[^}]*\bport\s*:\s*(\d+)/;
const ANYWHERE = /\bport["']?\s*[:=]\s*(\d+)/;
const viteConfig = { file: /^vite\.config\.[cm]?[jt]s$/, port: IN_SERVER };

/** The first one whose command the script has. */
export const FRAMEWORKS: readonly Framework[] = [
  { name: 'Vite’s preview', command: /\bvite\s+preview\b/, port: 4173, args: asVite },
  { name: 'React Router', command: /\breact-router\s+dev\b/, port: 5173, config: viteConfig, args: asVite },
  { name: 'VitePress', command: /\bvitepress\s+dev\b/, port: 5173, args: asVite },
  {
    name: 'Vite',
    command: /\bvite(?!\s+(build|preview|optimize))(?![\w:-])/,
    port: 5173,
    config: viteConfig,
    args: asVite,
  },
  { name: 'Next.js', command: /\bnext\s+(dev|start)\b/, port: 3000 },
  {
    name: 'Nuxt',
    command: /\bnux[ti]\s+dev\b/,
    port: 3000,
    config: { file: /^nuxt\.config\.[cm]?[jt]s$/, port: /\bdevServer\s*:\s*\{[^}]*\bport\s*:\s*(\d+)/ },
  },
  {
    name: 'Astro',
    command: /\bastro\s+dev\b/,
    port: 4321,
    config: { file: /^astro\.config\.[cm]?[jt]s$/, port: IN_SERVER },
    args: (port) => `--host 127.0.0.1 --port ${port}`,
  },
  {
    name: 'Angular',
    command: /\bng\s+serve\b/,
    port: 4200,
    config: { file: /^angular\.json$/, port: ANYWHERE },
    env: { NG_CLI_ANALYTICS: 'false' },
  },
  { name: 'Create React App', command: /\breact-scripts\s+start\b/, port: 3000, env: { BROWSER: 'none' } },
  { name: 'Vue CLI', command: /\bvue-cli-service\s+serve\b/, port: 8080 },
  { name: 'Gatsby', command: /\bgatsby\s+develop\b/, port: 8000 },
  { name: 'Docusaurus', command: /\bdocusaurus\s+start\b/, port: 3000, args: () => '--no-open' },
  {
    name: 'Eleventy',
    command: /\beleventy\b.*--serve\b/,
    port: 8080,
    alone: { dependency: '@11ty/eleventy', program: 'eleventy --serve' },
  },
  {
    name: 'Wrangler',
    command: /\bwrangler\s+dev\b/,
    port: 8787,
    config: { file: /^wrangler\.(toml|jsonc?)$/, port: ANYWHERE },
    env: { WRANGLER_SEND_METRICS: 'false' },
    alone: { dependency: 'wrangler', program: 'wrangler dev' },
  },
  { name: 'Remix', command: /\bremix\s+dev\b/, port: 3000 },
  { name: 'webpack', command: /\bwebpack(-dev-server|\s+serve)\b/, port: 8080 },
  { name: 'Parcel', command: /\bparcel\b(?!\s+(build|watch))/, port: 1234 },
  { name: 'http-server', command: /\bhttp-server\b/, port: 8080 },
  { name: 'serve', command: /(^|\s)serve(\s|$)/, port: 3000 },
];

const IN_SCRIPT = [/(?:--port[= ]|\s-[pl] |\bPORT=)(\d{4,5})\b/];

/** The port, and where it was read. */
export function portOf({ name, port, config }: Framework, project: Project, script: string, command: string) {
  const given = portBy(command, IN_SCRIPT);
  if (given !== undefined) return { number: given, where: `the script ${script}` };
  const file = config === undefined ? undefined : project.names().find((entry) => config.file.test(entry));
  const written = config === undefined || file === undefined ? undefined : portBy(project.text(file), [config.port]);
  return written === undefined ? { number: port, where: `${name}’s default` } : { number: written, where: file };
}

/** Arguments that are added reach the program only where the script is nothing but its start. */
export const isPlainCommand = (command: string) =>
  !/[&|;"'`$()]|\b(concurrently|turbo|npm-run-all2?|run-[ps])\b/.test(command);
