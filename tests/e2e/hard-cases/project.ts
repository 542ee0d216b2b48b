// Set-up for the hard cases, through the API: a bundle becomes a version, a build, a release and a
// session; and what a session's shell says.
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../../../tools/start/wait.ts';
import { connect } from '../../integration/preview/opened-preview.ts';
import { promote, type Session } from '../../integration/sessions/made-session.ts';
import type { Reply } from '../../support/http.ts';
import type { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person } from '../../support/people.ts';
import { type Made, tarGz } from '../../support/tar.ts';

export interface Build {
  readonly id: string;
  readonly state: string;
  readonly phase: string | null;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly cutOffs: number;
  readonly maxCutOffs: number;
  readonly lastError: string | null;
  readonly templateVersionId: string;
}

export interface Snapshot {
  readonly id: string;
  readonly state: string;
  readonly stateReason: string | null;
  readonly trigger: string;
}

export interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly next?: string;
}

export interface Version {
  readonly templateId: string;
  readonly versionId: string;
}

export const site: Made[] = [{ name: 'index.html', content: '<h1>Hello</h1>\n' }];

/** A version with these files, its build set going. */
export async function upload(
  { http }: Person,
  bundle: Buffer = tarGz(site),
  manifest: Record<string, unknown> = {},
): Promise<Version> {
  const template = expectStatus(await http.post('/api/templates', { json: { name: `t-${crypto.randomUUID()}` } }), 201);
  const { id: templateId } = template.json<{ id: string }>();
  const digest = `sha256:${createHash('sha256').update(bundle).digest('hex')}`;
  const json = { manifest: { image: 'burstflare/base', ...manifest }, bundle: { digest, bytes: bundle.length } };
  const made = expectStatus(await http.post(`/api/templates/${templateId}/versions`, { json }), 201);
  const { id: versionId } = made.json<{ id: string }>();
  const headers = { 'content-type': 'application/gzip' };
  expectStatus(
    await http.put(`/api/templates/${templateId}/versions/${versionId}/bundle`, { body: bundle, headers }),
    200,
  );
  return { templateId, versionId };
}

export async function buildOf({ http }: Person, { templateId }: Version): Promise<Build> {
  const reply = expectStatus(await http.get(`/api/template-builds?templateId=${templateId}`), 200);
  const [build] = reply.json<{ items: Build[] }>().items;
  if (!build) throw new Error('The version has no build.');
  return build;
}

export async function untilBuild(
  person: Person,
  version: Version,
  is: (build: Build) => boolean,
  what: string,
  limitMs = 60_000,
): Promise<Build> {
  let build = await buildOf(person, version);
  const look = async () => is((build = await buildOf(person, version)));
  await waitUntil(look, limitMs, what).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${JSON.stringify(build)}`);
  });
  return build;
}

export const hasEnded = ({ state }: Build) => ['succeeded', 'dead_lettered'].includes(state);

export async function logOf({ http }: Person, build: Build): Promise<string> {
  return expectStatus(await http.get(`/api/template-builds/${build.id}/log`), 200).json<{ text: string }>().text;
}

/** A session of a version whose build succeeds; not started. */
export async function makeSession(
  person: Person,
  bundle: Buffer = tarGz(site),
  manifest: Record<string, unknown> = {},
): Promise<Session> {
  const version = await upload(person, bundle, manifest);
  const build = await untilBuild(person, version, hasEnded, 'the build to end');
  if (build.state !== 'succeeded') throw new Error(`The build is ${build.state}: ${build.lastError}`);
  await promote(person.http, version.templateId, version.versionId);
  return sessionOf(person, version);
}

export async function sessionOf({ http }: Person, { templateId }: Version): Promise<Session> {
  return expectStatus(await http.post('/api/sessions', { json: { templateId } }), 201).json();
}

export const problemOf = (reply: Reply) => ({ status: reply.status, ...reply.json<Problem>() });

export async function snapshotsOf({ http }: Person, sessionId: string): Promise<Snapshot[]> {
  return expectStatus(await http.get(`/api/sessions/${sessionId}/snapshots`), 200).json<{ items: Snapshot[] }>().items;
}

/** What a command line prints in a terminal of its own. */
export async function inShell({ http, token }: Person, sessionId: string, line: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const path = `/runtime/sessions/${sessionId}/terminal?cols=500&terminalId=t-${crypto.randomUUID().slice(0, 8)}`;
  const { socket, frames, close } = await connect(http.base.href, path, headers);
  // The marks are put together by the shell, so that the echo of what is typed does not show them.
  socket.send(Buffer.from(`echo "<""begin>"; ${line}; echo "<""end>"; exit\n`));
  const text = () => Buffer.concat(frames).toString();
  await waitUntil(() => text().includes('<end>'), 20_000, `the end of: ${line}`).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${text()}`);
  });
  await close();
  return (text().split('<begin>')[1]?.split('<end>')[0] ?? '').replaceAll('\r\n', '\n').trim();
}

/**
 * Waits for a moment that is over soon: D1 is looked at again and again, with no more of a pause
 * than leaves others the processor.
 */
export async function untilRow(inventory: Inventory, sql: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (inventory.rows(sql).length === 0) {
    if (Date.now() > end) throw new Error(`Waited 20 s in vain for a row: ${sql}`);
    await delay(3);
  }
}
