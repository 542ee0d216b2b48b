// A git server where sessions find it: git's own CGI behind node:http, over a repository that it
// makes. `/private.git` asks for a password.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outsideAddress } from '../../support/platform.ts';

export interface GitServer extends AsyncDisposable {
  readonly url: string;
  /** The commit at the tip of `main`, the default branch, and the one before it, tagged `v1`. */
  readonly main: string;
  readonly v1: string;
  /** What befalls the next requests, one each: a status, or the end of the connection. */
  readonly troubles: (number | 'cut')[];
}

export async function startGitServer(): Promise<GitServer> {
  const root = mkdtempSync(join(tmpdir(), 'burstflare-git-'));
  const folder = join(root, 'shop.git');
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', folder, ...identity, ...words], { encoding: 'utf8' }).trim();
  const commit = (text: string) => {
    writeFileSync(join(folder, 'version.txt'), text);
    git('add', '.');
    git('commit', '-q', '-m', text);
    return git('rev-parse', 'HEAD');
  };
  mkdirSync(folder);
  git('init', '-q', '-b', 'main');
  const v1 = commit('one\n');
  git('tag', 'v1');
  git('checkout', '-q', '-b', 'feature/next');
  commit('next\n');
  git('checkout', '-q', 'main');
  const main = commit('two\n');

  const troubles: (number | 'cut')[] = [];
  const server = createServer((request, response) => {
    const trouble = troubles.shift();
    if (trouble === 'cut') request.socket.destroy();
    else if (trouble === undefined) void serve(root, request, response);
    else response.writeHead(trouble).end();
  });
  await once(server.listen(0, outsideAddress), 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The git server has no port.');
  return {
    url: `http://${outsideAddress}:${address.port}`,
    main,
    v1,
    troubles,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function serve(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://git');
  if (pathname.startsWith('/private.git'))
    return void response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
  const { headers, method } = request;
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: method,
      CONTENT_TYPE: headers['content-type'],
      HTTP_CONTENT_ENCODING: headers['content-encoding'],
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
    },
  });
  request.pipe(child.stdin);
  const parts: Buffer[] = [];
  for await (const part of child.stdout) parts.push(part as Buffer); // a stream without encoding gives buffers
  const answer = Buffer.concat(parts);
  const end = answer.indexOf('\r\n\r\n');
  const fields = answer
    .subarray(0, end)
    .toString()
    .split('\r\n')
    .map((line) => line.split(': ') as [string, string]); // a CGI's header lines
  response.statusCode = Number.parseInt(fields.find(([name]) => name === 'Status')?.[1] ?? '200', 10);
  for (const [name, value] of fields) if (name !== 'Status') response.setHeader(name, value);
  response.end(answer.subarray(end + 4));
}
