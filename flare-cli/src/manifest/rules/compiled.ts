// Owns the rules for Go and Rust. What the compilers keep outside of the folder is kept as well: a
// session would fetch it again.
import { portBy } from '../draft.ts';
import type { Project } from '../project.ts';
import { port, type Rule } from './rule.ts';

const KEPT = ['/workspace', '/home/dev'];
const GO_PORTS = [
  /ListenAndServe(?:TLS)?\(\s*"[^":]*:(\d{4,5})"/,
  /\.(?:Run|Listen|Start)\(\s*"[^":]*:(\d{4,5})"/,
  /"PORT"[\s\S]{0,200}?"(\d{4,5})"/,
  /":(\d{4,5})"/,
];
const RUST_PORTS = [
  /"[\d.]+:(\d{4,5})"/,
  /\[[\d,\s]+\]\s*,\s*(\d{4,5})/,
  /\.bind\(\([^)]*?(\d{4,5})/,
  /\bport\s*[:=]\s*(\d{4,5})/,
];

/** The program's folder: the top, or the one in cmd/. */
function goProgram(project: Project): { path: string; source: string } | undefined {
  const places = ['', ...project.names('cmd').map((name) => `cmd/${name}`)];
  for (const place of places) {
    const files = project.names(place).filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'));
    const source = files.map((name) => project.text(place === '' ? name : `${place}/${name}`)).join('\n');
    if (/^package main\b/m.test(source)) return { path: place === '' ? '.' : `./${place}`, source };
  }
  return undefined;
}

export const goRule: Rule = {
  looksAt: 'go.mod',
  find(project) {
    if (!project.hasFile('go.mod')) return undefined;
    const program = goProgram(project);
    if (program === undefined) return undefined;
    const number = portBy(program.source, GO_PORTS);
    return {
      draft: {
        setup: `go build -o /dev/null ${program.path}`,
        start: `go run ${program.path}`,
        ...(number !== undefined && { ports: [port(number)] }),
        ...(program.source.includes('"PORT"') && number !== undefined && { env: { PORT: String(number) } }),
        persistedPaths: KEPT,
      },
      found: [
        `go.mod: the Go program ${program.path}, ${number === undefined ? 'which names no port' : `on port ${number}`}`,
      ],
    };
  },
};

export const rustRule: Rule = {
  looksAt: 'Cargo.toml',
  find(project) {
    if (!project.hasFile('Cargo.toml') || !project.hasFile('src/main.rs')) return undefined;
    const isRocket = /^\s*rocket\s*=/m.test(project.text('Cargo.toml'));
    const number = portBy(project.text('src/main.rs'), RUST_PORTS) ?? (isRocket ? 8000 : undefined);
    return {
      draft: {
        setup: 'cargo build',
        start: 'cargo run',
        ...(number !== undefined && { ports: [port(number)] }),
        persistedPaths: KEPT,
      },
      found: [`Cargo.toml: a Rust program, ${number === undefined ? 'which names no port' : `on port ${number}`}`],
    };
  },
};
