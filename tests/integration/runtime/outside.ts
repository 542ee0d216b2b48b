// Owns what stands for the outside in tests: an https server with a certificate of its own, which
// holds a page, an npm package, a Python package and a git repository.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outsideAddress } from '../../support/platform.ts';

export interface Outside extends AsyncDisposable {
  /** The authority that signed the server's certificate, as a file that every user can read. */
  readonly authority: string;
  readonly http: string;
  readonly https: string;
  /** package.json and its lockfile, for `npm ci`. */
  readonly project: Record<string, string>;
}

export async function startOutside(): Promise<Outside> {
  const folder = mkdtempSync(join(tmpdir(), 'bf-outside-'));
  const files = join(folder, 'files');
  mkdirSync(files);
  execFileSync('chmod', ['755', folder]);
  const { key, cert, authority } = makeCertificate(folder);
  writeFileSync(join(files, 'hello.txt'), 'hello from outside\n');
  makeRepository(files);
  makeWheel(files);
  const integrity = makePackage(files);
  const answer: RequestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://outside');
    const path = join(files, pathname === '/npm/bf-demo' ? 'npm/bf-demo.json' : pathname);
    const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path;
    if (!path.startsWith(files) || !existsSync(file)) return void response.writeHead(404).end();
    const text = readFileSync(file);
    const isJson = file.endsWith('.json');
    const body = isJson ? text.toString().replaceAll('ORIGIN', `https://${request.headers.host}`) : text;
    response
      .writeHead(
        200,
        isJson ? { 'content-type': 'application/json' } : file.endsWith('.html') ? { 'content-type': 'text/html' } : {},
      )
      .end(body);
  };
  const servers = [createHttpServer(answer), createHttpsServer({ key, cert }, answer)];
  for (const server of servers) await once(server.listen(0, outsideAddress), 'listening');
  const [http = 0, https = 0] = servers.map((server) => (server.address() as AddressInfo).port); // they listen on TCP
  const origin = `https://${outsideAddress}:${https}`;
  const resolved = `${origin}/npm/bf-demo-1.0.0.tgz`;
  return {
    authority,
    http: `http://${outsideAddress}:${http}`,
    https: origin,
    project: {
      'package.json': JSON.stringify({ name: 'shop', version: '1.0.0', dependencies: { 'bf-demo': '1.0.0' } }),
      'package-lock.json': JSON.stringify({
        name: 'shop',
        version: '1.0.0',
        lockfileVersion: 3,
        requires: true,
        packages: {
          '': { name: 'shop', version: '1.0.0', dependencies: { 'bf-demo': '1.0.0' } },
          'node_modules/bf-demo': { version: '1.0.0', resolved, integrity },
        },
      }),
    },
    async [Symbol.asyncDispose]() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeCertificate(folder: string) {
  const at = (name: string) => join(folder, name);
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const fresh = ['-newkey', 'rsa:2048', '-nodes', '-sha256'];
  openssl('req', '-x509', ...fresh, '-days', '2', '-subj', '/CN=Test authority', '-keyout', 'ca.key', '-out', 'ca.pem');
  openssl('req', ...fresh, '-subj', '/CN=outside', '-keyout', 'server.key', '-out', 'server.csr');
  // Behind a proxy npm asks for the name localhost where the server has an address only.
  writeFileSync(at('names'), `subjectAltName=IP:${outsideAddress},DNS:localhost\n`);
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names', '-days', '2', '-sha256'];
  openssl('x509', '-req', '-in', 'server.csr', ...signed, '-out', 'server.pem');
  execFileSync('chmod', ['644', at('ca.pem')]);
  return { key: readFileSync(at('server.key')), cert: readFileSync(at('server.pem')), authority: at('ca.pem') };
}

/** Bare, for git's plain file protocol: what an http server without any program can serve. */
function makeRepository(files: string): void {
  const [work, bare] = [join(files, '../work'), join(files, 'shop.git')];
  const git = (...words: string[]) => execFileSync('git', words, { stdio: 'pipe' });
  git('init', '-q', '-b', 'main', work);
  writeFileSync(join(work, 'read.me'), 'from the repository\n');
  git('-C', work, 'add', '.');
  git('-C', work, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '-q', '-m', 'One');
  git('clone', '-q', '--bare', work, bare);
  git('-C', bare, 'update-server-info');
}

function makePackage(files: string): string {
  const source = join(files, '../npm-source/package');
  mkdirSync(source, { recursive: true });
  mkdirSync(join(files, 'npm'));
  writeFileSync(join(source, 'package.json'), JSON.stringify({ name: 'bf-demo', version: '1.0.0', main: 'index.js' }));
  writeFileSync(join(source, 'index.js'), "module.exports = 'the npm package works';\n");
  const tarball = join(files, 'npm/bf-demo-1.0.0.tgz');
  execFileSync('tar', ['-czf', tarball, '-C', join(source, '..'), 'package']);
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  const dist = { tarball: 'ORIGIN/npm/bf-demo-1.0.0.tgz', integrity };
  const packument = {
    name: 'bf-demo',
    'dist-tags': { latest: '1.0.0' },
    versions: { '1.0.0': { name: 'bf-demo', version: '1.0.0', dist } },
  };
  writeFileSync(join(files, 'npm/bf-demo.json'), JSON.stringify(packument));
  return integrity;
}

function makeWheel(files: string): void {
  const folder = join(files, 'simple/bf-demo');
  mkdirSync(folder, { recursive: true });
  const wheel = 'bf_demo-1.0.0-py3-none-any.whl';
  const info = 'bf_demo-1.0.0.dist-info';
  const program = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as z:
    z.writestr('bf_demo.py', "print('the Python package works')")
    z.writestr('${info}/METADATA', 'Metadata-Version: 2.1\\nName: bf-demo\\nVersion: 1.0.0\\n')
    z.writestr('${info}/WHEEL', 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    z.writestr('${info}/RECORD', 'bf_demo.py,,\\n${info}/METADATA,,\\n${info}/WHEEL,,\\n${info}/RECORD,,\\n')
`;
  execFileSync('python3', ['-c', program, join(folder, wheel)]);
  writeFileSync(join(folder, 'index.html'), `<!doctype html><a href="${wheel}">${wheel}</a>\n`);
}
