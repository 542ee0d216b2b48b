// Holds the way out to what people's programs expect of a network: they work unchanged, over http
// and https, by the environment alone.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { outsideAddress } from '../../support/platform.ts';
import { Host, users } from './host.ts';
import { type Outside, startOutside } from './outside.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let outside: Outside;
beforeAll(async () => {
  outside = await startOutside();
});
afterAll(async () => {
  await outside?.[Symbol.asyncDispose]();
});

// The stand-in's authority is known to each client as an operator's would be: what is tested is the
// way, not the trust.
const INSIDE = '/opt/burstflare/certificates.pem';
const trust = [
  'CURL_CA_BUNDLE',
  'SSL_CERT_FILE',
  'GIT_SSL_CAINFO',
  'PIP_CERT',
  'REQUESTS_CA_BUNDLE',
  'npm_config_cafile',
  'NODE_EXTRA_CA_CERTS',
]
  .map((name) => `${name}=${INSIDE}`)
  .join(' ');

describe.each(users)('with a daemon of $who', ({ uid }) => {
  let host: Host;
  let id: string;
  beforeAll(async () => {
    host = await Host.start({ HOST_EGRESS_ALLOW: outsideAddress, NODE_EXTRA_CA_CERTS: outside.authority }, uid);
    id = await host.session();
  });
  afterAll(() => host?.destroy());

  const run = (command: string) => host.run(id, `export ${trust}; { ${command}\n} 2>&1`);

  test.each([
    ['curl', (url: string) => `curl -sS ${url}/hello.txt`],
    ['curl by SOCKS5', (url: string) => `curl -sS -x socks5h://127.0.0.1:61080 ${url}/hello.txt`],
    ['fetch of Node', (url: string) => `node -e "fetch('${url}/hello.txt').then((r) => r.text()).then(console.log)"`],
    [
      'http and https of Node',
      (url: string) =>
        `node -e "require('${url.split(':')[0]}').get('${url}/hello.txt', (r) => r.pipe(process.stdout))"`,
    ],
    [
      'urllib of Python',
      (url: string) => `python3 -c "import urllib.request as u; print(u.urlopen('${url}/hello.txt').read().decode())"`,
    ],
  ])('%s fetches over http and https', async (_, command) => {
    expect(await run(command(outside.http))).toContain('hello from outside');
    expect(await run(command(outside.https))).toContain('hello from outside');
    // Without the variables there is no way: it is the proxy that they went by.
    const unset = 'unset HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy NODE_USE_ENV_PROXY';
    if (_ !== 'curl by SOCKS5')
      expect(await run(`${unset}; ${command(outside.http)}`)).not.toContain('hello from outside');
  });

  test('npm ci installs from a registry over https', async () => {
    const files = Object.entries(outside.project).map(([name, text]) => `printf '%s' '${text}' > ${name}`);
    const prepare = `rm -rf ~/npm; mkdir ~/npm; cd ~/npm; ${files.join('; ')}`;
    const out = await run(
      `${prepare}; npm_config_registry=${outside.https}/npm/ npm ci --no-audit --no-fund && node -p "require('bf-demo')"`,
    );
    expect(out).toContain('added 1 package');
    expect(out).toContain('the npm package works');
    expect(await run(`npm_config_registry=${outside.https}/npm/ npm view bf-demo version`)).toContain('1.0.0');
  });

  test('pip installs from an index over https', async ({ skip }) => {
    if (!(await run('python3 -m pip --version')).includes('pip ')) skip('this machine has no pip for sessions');
    const into = `--target ~/py --no-cache-dir --disable-pip-version-check`;
    const out = await run(
      `PIP_INDEX_URL=${outside.https}/simple python3 -m pip install ${into} bf-demo && PYTHONPATH=~/py python3 -m bf_demo`,
    );
    expect(out).toContain('the Python package works');
  });

  test('apt downloads over http and https', async ({ skip }) => {
    const helper = '/usr/lib/apt/apt-helper';
    if (!existsSync(helper)) skip('this machine has no apt');
    for (const origin of [outside.http, outside.https]) {
      const fetched = `${helper} -o Acquire::https::CAInfo=${INSIDE} download-file ${origin}/hello.txt hello && cat hello`;
      expect(await run(`cd $(mktemp -d); ${fetched}`)).toContain('hello from outside');
    }
  });

  test('the registries that the machine is set up with are reached wherever they are, and nothing beside them', async () => {
    const machine = await Host.start(
      { npm_config_registry: `${outside.https}/npm/`, NODE_EXTRA_CA_CERTS: outside.authority },
      uid,
    );
    try {
      const session = await machine.session();
      const inside = (command: string) => machine.run(session, `export ${trust}; { ${command}\n} 2>&1`);
      expect(await inside('npm view bf-demo version')).toContain('1.0.0');
      // The very same address, on another port.
      expect(await inside(`curl -sS ${outside.http}/hello.txt`)).toContain(`${outsideAddress} is a loopback address`);
    } finally {
      await machine.destroy();
    }
  });

  test('git clones over https, and says why where it may not', async () => {
    const out = await run(`rm -rf ~/shop; git clone -q ${outside.https}/shop.git ~/shop && cat ~/shop/read.me`);
    expect(out).toContain('from the repository');
    expect(await run('git clone -q https://127.0.0.3/shop.git ~/no')).toMatch(/403/);
  });

  test('programs reach the session’s own ports directly', async () => {
    const serve = `node -e "require('http').createServer((q, s) => s.end('own ' + q.headers.host)).listen(4000)" & sleep 0; until curl -sf -o /dev/null localhost:4000; do :; done`;
    const ask = `curl -sS localhost:4000; echo; curl -gsS 'http://[::1]:4000'; echo; node -e "fetch('http://127.0.0.1:4000').then((r) => r.text()).then(console.log)"; python3 -c "import urllib.request as u; print(u.urlopen('http://localhost:4000').read().decode())"`;
    const out = await run(`${serve}; ${ask}; kill %1`);
    expect(out.match(/own /g)).toHaveLength(4);
  });
});
