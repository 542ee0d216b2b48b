import { expect, test } from 'vitest';
import { endToEnd } from '../http/headers.ts';
import { type PageFacts, renderPage } from './page.ts';
import { publicLocation, siblingUrl } from './proxy.ts';

const ORIGIN = 'https://5173--ses-a.preview.example';

test.each([
  ['http://localhost:5173/a?b#c', `${ORIGIN}/a?b#c`],
  ['http://127.0.0.1:5173', ORIGIN],
  ['http://[::1]:5173/', `${ORIGIN}/`],
  ['http://0.0.0.0:5173/x', `${ORIGIN}/x`],
  ['HTTP://LOCALHOST:5173/x', `${ORIGIN}/x`],
  ['/relative', '/relative'],
  ['http://localhost:5174/other-port', 'http://localhost:5174/other-port'],
  ['http://localhost:5173.evil.example/', 'http://localhost:5173.evil.example/'],
  ['http://localhost:51730/', 'http://localhost:51730/'],
  ['https://example.com/?u=http://localhost:5173/', 'https://example.com/?u=http://localhost:5173/'],
])('%s is seen as %s', (location, expected) => {
  expect(publicLocation(location, 5173, ORIGIN)).toBe(expected);
});

test('headers of one hop stay behind, those that Connection names too; order, case and repetition of the others survive', () => {
  const raw = [
    'X-B',
    '1',
    'Connection',
    'close, X-Mine',
    'x-mine',
    '1',
    'Set-Cookie',
    'a',
    'TE',
    'trailers',
    'Set-Cookie',
    'b',
  ];
  expect(endToEnd(raw)).toEqual(['X-B', '1', 'Set-Cookie', 'a', 'Set-Cookie', 'b']);
  expect(endToEnd(raw, ['x-b'])).toEqual(['Set-Cookie', 'a', 'Set-Cookie', 'b']);
});

const facts: PageFacts = {
  sessionName: 'shop',
  sessionId: 'ses-a',
  state: 'running',
  port: 9999,
  label: null,
  declared: false,
  named: [
    { number: 3000, label: '<b>"Web"', url: 'https://3000--ses-a.preview.example/' },
    { number: 3001, label: null, url: null },
  ],
  app: {
    ...{ state: 'up', at: '', port: 3000, command: 'npm start', pid: 7, startedAt: null, exitCode: null, signal: null },
    ...{ crashes: 0, nextStartAt: null, portHolder: null, logEnd: 0 },
  },
  appUrl: null,
  logTail: '',
  restoredSnapshotId: null,
  persistedPaths: [],
};

test('the page of a wrong port says that the app runs, and leads to the ports that the template names', () => {
  const page = renderPage(facts);
  expect(page).toContain('Nothing listens on port 9999</h1>');
  expect(page).toContain('The app opened 3000 instead.');
  expect(page).not.toContain('is starting');
  expect(page).toContain(
    '<a href="https://3000--ses-a.preview.example/">3000 (&lt;b&gt;&quot;Web&quot;)</a><br>3001</dd>',
  );
  expect(renderPage({ ...facts, named: [] })).toContain('The template names no port.');
});

test('the page of a port that the template names says that the app starts', () => {
  const page = renderPage({
    ...facts,
    ...{ port: 3000, label: 'Web', declared: true },
    app: { ...facts.app, ...{ state: 'starting', port: null } },
  });
  expect(page).toContain('Port 3000 (Web) is not open yet</h1>');
  expect(page).toContain('The app is starting.');
  expect(page).not.toContain('<a ');
});

test('the page of an app that is down says how it ended and who holds its port', () => {
  const held = { port: 3000, pid: 57, name: '<node>' };
  const crashed = { state: 'crashed', port: null, exitCode: 3, crashes: 6, portHolder: held } as const;
  const page = renderPage({ ...facts, port: 3000, declared: true, app: { ...facts.app, ...crashed } });
  expect(page).toContain('<h1>The app crashed</h1>');
  expect(page).toContain('The app crashed 6 times in a row and is left down.');
  expect(page).toContain('Port 3000 is held by &lt;node&gt; (process 57)');
  expect(page).toContain('(crashed, code 3)');
});

test.each([
  ['https', '9999--ses-a.preview.example', 'https://3000--ses-a.preview.example/'],
  ['http', '9999--ses-a.localhost:8787', 'http://3000--ses-a.localhost:8787/'],
  ['https', '9999--ses-b.preview.example', null],
  ['https', '9998--ses-a.preview.example', null],
  ['https', 'evil.example', null],
  ['https', '9999--ses-a.preview.example/@evil.example', null],
  ['https', '9999--ses-a.x"><script>', null],
  ['https', '9999--ses-a.evil@example', null],
  ['javascript', '9999--ses-a.preview.example', null],
])('another port of the session, seen from %s://%s, is at %s', (proto, host, expected) => {
  expect(siblingUrl({ proto, host }, 9999, 'ses-a', 3000)).toBe(expected);
});
