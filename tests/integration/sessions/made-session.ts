// Set-up for tests that need a session: template, version and promotion in one call, and waiting
// for what a session becomes.
import { expectStatus, type Person } from '../../support/people.ts';
import type { HttpClient } from '../../support/http.ts';
import { waitUntil } from '../../../tools/start/wait.ts';

export interface Manifest {
  readonly image: string;
  readonly start?: string;
  readonly ports?: readonly { readonly number: number; readonly label?: string }[];
  readonly env?: Readonly<Record<string, string>>;
  readonly features?: readonly string[];
  readonly persistedPaths?: readonly string[];
  readonly sleepTtlSeconds?: number;
}

export interface Session {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly stateReason: { readonly code: string; readonly message: string } | null;
  readonly templateId: string;
  readonly releaseId: string;
  readonly persistedPaths: readonly string[];
  readonly sleepTtlSeconds: number | null;
  readonly steps: readonly { readonly name: string; readonly state: string }[];
  readonly ports: readonly { readonly number: number; readonly state: string; readonly url: string }[];
  readonly app: {
    readonly state: string;
    readonly port: number | null;
    readonly exitCode: number | null;
    readonly signal: string | null;
    readonly crashes: number;
    readonly nextStartAt: string | null;
    readonly portHolder: { readonly port: number; readonly pid: number; readonly name: string } | null;
  } | null;
  readonly runtimeDesiredState: string;
  readonly runtimeStatus: string;
  readonly runtimeState: string;
  readonly runtimeVersion: number;
  readonly runtimeOperationId: string | null;
  readonly runtimeUpdatedAt: string;
  readonly runtime: {
    readonly desiredState: string;
    readonly status: string;
    readonly state: string;
    readonly version: number;
    readonly operationId: string | null;
    readonly instanceId: string | null;
    readonly bootCount: number;
    readonly lastCommand: string | null;
    readonly lastError: string | null;
    readonly lastLifecyclePhase: string | null;
    readonly lastLifecycleReason: string | null;
    readonly lastBootstrapState: string | null;
    readonly updatedAt: string;
  };
}

export interface Version {
  readonly id: string;
  readonly number: number;
  readonly state: string;
}

export const plain: Manifest = { image: 'burstflare/base' };

export async function makeTemplate(http: HttpClient, name = `t-${Math.random().toString(36).slice(2)}`) {
  return expectStatus(await http.post('/api/templates', { json: { name } }), 201).json<{ id: string; name: string }>();
}

/** A version that can be promoted: its build, if it has one, has ended. */
export async function makeVersion(http: HttpClient, templateId: string, manifest: Manifest = plain): Promise<Version> {
  const path = `/api/templates/${templateId}/versions`;
  let version = expectStatus(await http.post(path, { json: { manifest } }), 201).json<Version>();
  const ready = async () => {
    version = (await http.get(`${path}/${version.id}`)).json<Version>();
    if (version.state === 'failed') throw new Error(`The version's build failed: ${JSON.stringify(version)}`);
    return version.state === 'ready';
  };
  await waitUntil(ready, 60_000, 'the version to be ready');
  return version;
}

export async function promote(http: HttpClient, templateId: string, versionId: string) {
  const reply = await http.post(`/api/templates/${templateId}/promote`, { json: { versionId } });
  return expectStatus(reply, 201).json<{ release: { id: string } }>().release;
}

export async function makeReleased(http: HttpClient, manifest: Manifest = plain) {
  const template = await makeTemplate(http);
  const version = await makeVersion(http, template.id, manifest);
  const release = await promote(http, template.id, version.id);
  return { template, version, release };
}

export async function createSession(http: HttpClient, templateId: string, name?: string): Promise<Session> {
  return expectStatus(
    await http.post('/api/sessions', { json: { templateId, ...(name ? { name } : {}) } }),
    201,
  ).json();
}

export async function makeSession({ http }: Pick<Person, 'http'>, manifest: Manifest = plain): Promise<Session> {
  const { template } = await makeReleased(http, manifest);
  return createSession(http, template.id);
}

export async function start(http: HttpClient, sessionId: string): Promise<Session> {
  return expectStatus(await http.post(`/api/sessions/${sessionId}/start`), 200).json();
}

export async function detail(http: HttpClient, sessionId: string): Promise<Session> {
  return expectStatus(await http.get(`/api/sessions/${sessionId}`), 200).json();
}

export async function untilSession(
  http: HttpClient,
  sessionId: string,
  is: (session: Session) => boolean,
  what: string,
  limitMs = 30_000,
): Promise<Session> {
  let session = await detail(http, sessionId);
  const look = async () => is((session = await detail(http, sessionId)));
  await waitUntil(look, limitMs, what).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${JSON.stringify(session, null, 1)}`);
  });
  return session;
}

export const untilOpen = (http: HttpClient, sessionId: string, port: number) =>
  untilSession(
    http,
    sessionId,
    ({ ports }) => ports.some((p) => p.number === port && p.state === 'open'),
    `port ${port}`,
  );
