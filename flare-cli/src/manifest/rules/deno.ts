// Owns the rule for Deno, which is a package of the npm registry too.
import { portBy } from '../draft.ts';
import { port, type Rule } from './rule.ts';

const KEPT = ['/workspace', '/home/dev/.local/bin', '/home/dev/.local/lib', '/home/dev/.cache/deno'];
const PORTS = [/\bport\s*:\s*(\d{4,5})/, /--port[= ](\d{4,5})/];

export const denoRule: Rule = {
  looksAt: 'deno.json with a task dev or start',
  find(project) {
    const file = project.first('deno.json', 'deno.jsonc');
    if (file === undefined || project.hasFile('package.json')) return undefined;
    const fields = project.json(file, 'comments');
    const tasks: Record<string, unknown> = { ...Object(fields?.tasks) };
    const imports = fields?.imports !== undefined || project.hasFile('deno.lock');
    const task = ['dev', 'start', 'serve'].find((name) => tasks[name] !== undefined);
    const program = project.first('main.ts', 'server.ts', 'mod.ts', 'src/main.ts');
    const source = program === undefined ? '' : project.text(program);
    const serves = /\bDeno\.serve\(|\bdeno serve\b|\bexport default\s*\{[\s\S]*\bfetch\b/.test(
      `${source}\n${JSON.stringify(tasks)}`,
    );
    const start =
      task !== undefined ? `deno task ${task}` : serves && program !== undefined ? `deno run -A ${program}` : undefined;
    if (start === undefined) return undefined;
    const number = portBy(`${source}\n${JSON.stringify(tasks)}`, PORTS) ?? (serves ? 8000 : undefined);
    const why = number === undefined ? 'which names no port' : `on port ${number}`;
    return {
      draft: {
        setup: `npm install --global deno@2${imports ? ' && deno install' : ''}`,
        start,
        ...(number !== undefined && { ports: [port(number)] }),
        persistedPaths: KEPT,
      },
      found: [`${file}: ${task === undefined ? program : `the task ${task}`}, ${why}`],
    };
  },
};
