// Every address of the console. A change here breaks bookmarks and links that people have sent:
// approve it on purpose.
import { expect, test } from 'vitest';
import { paths, previewPath } from './paths.ts';

test('the addresses stay as they are', () => {
  expect({
    home: paths.home(),
    login: paths.login({ next: '/sessions?q=a', reason: 'expired' }),
    register: paths.register(),
    device: paths.device('WDJB-MJHT'),
    sessions: paths.sessions({ q: 'a b', state: 'running', template: 'tpl-a' }),
    session: paths.session('ses-a'),
    sessionPane: paths.session('ses-a', { pane: 'snapshots' }),
    templates: paths.templates({ state: 'archived' }),
    template: paths.template('tpl-a'),
    newVersion: paths.newVersion('tpl-a', 'ver-a'),
    version: paths.version('tpl-a', 'ver-a'),
    builds: paths.builds({ state: 'dead_lettered', template: 'tpl-a' }),
    build: paths.build('bld-a'),
    releases: paths.releases({ template: 'tpl-a' }),
    release: paths.release('rel-a'),
    preview: previewPath('ses-a', 5173, '/x?y=1'),
  }).toMatchInlineSnapshot(`
    {
      "build": "/builds/bld-a",
      "builds": "/builds?state=dead_lettered&template=tpl-a",
      "device": "/device?user_code=WDJB-MJHT",
      "home": "/",
      "login": "/login?next=%2Fsessions%3Fq%3Da&reason=expired",
      "newVersion": "/templates/tpl-a/versions/new?from=ver-a",
      "preview": "/runtime/sessions/ses-a/preview?port=5173&path=%2Fx%3Fy%3D1",
      "register": "/register",
      "release": "/releases/rel-a",
      "releases": "/releases?template=tpl-a",
      "session": "/sessions/ses-a",
      "sessionPane": "/sessions/ses-a?pane=snapshots",
      "sessions": "/sessions?q=a+b&state=running&template=tpl-a",
      "template": "/templates/tpl-a",
      "templates": "/templates?state=archived",
      "version": "/templates/tpl-a/versions/ver-a",
    }
  `);
});

test('an id from an address cannot change the path', () => {
  expect(paths.session('../templates?x')).toBe('/sessions/..%2Ftemplates%3Fx');
});
