import { expect, test } from 'vitest';
import { endToEnd } from '../http/headers.ts';
import { type PageFacts, renderPage } from './page.ts';

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
