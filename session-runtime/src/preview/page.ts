// Owns the page that a preview shows while nothing listens on its port. It has no resources of its
// own and takes no path of the app's: it asks for itself again, and makes way when the answer is no
// longer this page.
import { createHash } from 'node:crypto';
import type { App } from '../../generated/schemas.ts';
import { PAGE_HEADER } from '../http/answers.ts';

export interface PageFacts {
  sessionName: string;
  sessionId: string;
  state: string;
  port: number;
  label: string | null;
  declared: boolean;
  /** The ports that the template names, each with its preview's address where that is known. */
  named: { number: number; label: string | null; url: string | null }[];
  app: App;
  /** The address of the port that the app opened, where that is another one. */
  appUrl: string | null;
  logTail: string;
  restoredSnapshotId: string | null;
  persistedPaths: string[];
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #60646c; --line: #e0e1e6; --ground: #fcfcfd; --card: #ffffff; --accent: #d9480f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #edeef0; --soft: #b0b4ba; --line: #2e3135; --ground: #111113; --card: #18191b; --accent: #ff8a4c; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.6 ui-sans-serif, system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: clamp(2rem, 9vh, 6rem) 1.25rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.015em; margin: 0 0 .4rem; text-wrap: balance; }
p { margin: 0 0 1.75rem; color: var(--soft); }
.wait { display: inline-block; width: .6rem; height: .6rem; margin-right: .55rem; border-radius: 50%; background: var(--accent); vertical-align: .08em; }
@media (prefers-reduced-motion: no-preference) { .wait { animation: pulse 1.8s ease-in-out infinite; } }
@keyframes pulse { 50% { opacity: .25; } }
dl { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; margin: 0 0 1.5rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
dt, dd { margin: 0; padding: .55rem 1rem; border-top: 1px solid var(--line); min-width: 0; overflow-wrap: anywhere; }
a { color: var(--accent); }
dt { color: var(--soft); } dt:first-of-type, dt:first-of-type + dd { border-top: 0; }
code, pre { font: 13px/1.55 ui-monospace, SFMono-Regular, Menlo, monospace; }
pre { margin: 0; padding: .9rem 1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); overflow: auto; max-height: 20rem; white-space: pre-wrap; overflow-wrap: anywhere; }
h2 { font-size: .8125rem; font-weight: 600; color: var(--soft); margin: 0 0 .5rem; }
`;

const SCRIPT = `
const again = async () => {
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store', redirect: 'manual' });
    if (!answer.headers.has('${PAGE_HEADER}')) return location.reload();
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
    const now = document.querySelector('main');
    if (next && now && next.innerHTML !== now.innerHTML) now.replaceWith(next);
  } catch {}
  setTimeout(again, 1500);
};
setTimeout(again, 1000);
`;

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Threat: session names, commands and logs are anybody's text, shown on an origin that holds a
 * preview's cookie. Property: all of it is escaped, and nothing runs or loads but the two blocks
 * whose hashes stand here.
 */
export const PAGE_POLICY = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; connect-src 'self'; base-uri 'none'; form-action 'none'`;

export function renderPage(facts: PageFacts): string {
  const port = facts.label === null ? `Port ${facts.port}` : `Port ${facts.port} (${facts.label})`;
  const rows: [string, string][] = [
    ['Session', `${text(facts.sessionName)} <code>${text(facts.sessionId)}</code>`],
    ['State', text(facts.state)],
    ...(facts.declared || facts.named.length === 0
      ? []
      : [['Ports', facts.named.map(portLink).join('<br>')] as [string, string]]),
    ['Start command', startLine(facts.app)],
    [
      'Restored from',
      facts.restoredSnapshotId === null ? 'Nothing yet' : `<code>${text(facts.restoredSnapshotId)}</code>`,
    ],
    ['Kept on save', facts.persistedPaths.map((path) => `<code>${text(path)}</code>`).join('<br>') || 'Nothing'],
  ];
  const log = facts.logTail === '' ? '' : `<h2>Last output</h2><pre>${text(facts.logTail)}</pre>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${text(facts.sessionName)} · port ${facts.port}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${isDown(facts.app) ? '' : '<span class="wait"></span>'}${text(heading(facts, port))}</h1>
<p>${advice(facts)}</p>
<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>
${log}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const isDown = ({ state, nextStartAt }: App): boolean =>
  state === 'exited' || (state === 'crashed' && nextStartAt === null);

function heading({ app, declared, port }: PageFacts, name: string): string {
  if (app.state === 'crashed') return 'The app crashed';
  if (app.state === 'exited') return 'The app ended';
  return declared ? `${name} is not open yet` : `Nothing listens on port ${port}`;
}

function advice(facts: PageFacts): string {
  const { declared, named } = facts;
  const other = named.length === 0 ? 'The template names no port.' : 'The template names other ports; try those.';
  const undeclared = declared ? '' : ` ${other}`;
  return adviceOn(facts) + undeclared;
}

function adviceOn({ app, port, declared, appUrl, sessionId }: PageFacts): string {
  const { portHolder: holder } = app;
  const held =
    holder?.port === port
      ? ` Port ${port} is held by ${text(holder.name)} (process ${holder.pid}); end that first.`
      : '';
  switch (app.state) {
    case 'none':
      return `The template has no start command. Start something that listens on port ${port} in the terminal.`;
    case 'starting':
      return declared
        ? 'The app is starting. This page opens it as soon as it listens.'
        : `The app runs, but nothing listens on port ${port}.`;
    case 'up':
      return app.port === null || app.port === port
        ? `The app runs, but nothing listens on port ${port}.`
        : `The app opened ${portLink({ number: app.port, label: null, url: appUrl })} instead.`;
    case 'crashed':
      return `${app.nextStartAt === null ? `The app crashed${times(app)} and is left down. Its last output says why. Restart it in the console, or with flare session restart ${text(sessionId)} --app.` : `The app crashed${times(app)} and is being started again.`}${held}`;
    case 'exited':
      return `The app ended. Restart it in the console, or with flare session restart ${text(sessionId)} --app.`;
    case 'stopped':
      return 'The app is not running.';
  }
}

const times = ({ crashes }: App): string => (crashes > 1 ? ` ${crashes} times in a row` : '');

function portLink({ number, label, url }: PageFacts['named'][number]): string {
  const name = text(label === null ? `${number}` : `${number} (${label})`);
  return url === null ? name : `<a href="${text(url)}">${name}</a>`;
}

function startLine(app: App): string {
  if (app.command === null) return 'None';
  const { signal, exitCode } = app;
  const how = signal !== null ? `, ${signal}` : exitCode !== null ? `, code ${exitCode}` : '';
  const isDown = app.state === 'crashed' || app.state === 'exited';
  return `<code>${text(app.command)}</code> (${app.state}${isDown ? text(how) : ''})`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const text = (value: string) => value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
